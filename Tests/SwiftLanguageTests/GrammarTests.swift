import SwiftLanguage
import Syntax
import Testing

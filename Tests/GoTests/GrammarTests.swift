import Foundation
import Go
import Syntax
import Testing

@Suite struct `Go grammar` {
}

match command, 1:
    case ["go", direction, *rest] if direction: pass
    case {"x": 0 | -1 as n, **others}: pass
    case Point(x=0, y=a.b): pass
    case (1 + 2j) | None | _: pass
match = case(type)
match[0]: int

'plain' "joined" b'\x00' r'\d'
u"\"" '''a
b''' f'no fields {{}}'
f"{a!r:>{width}} {b = } {c:%H:%M} \N{BULLET}"
f"{d["key"]} {f'{e}'} {x if y else {1: 2}[1]}" 'tail'
rf'''{
  g(1)  # comment
:.2f}'''
t"{h}"

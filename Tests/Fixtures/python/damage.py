call(1, [2
def after():
    return 1
x = = 2
if y
    z = (3))
class "A": pass
  indented()
text = 'open
for in q: pass
f"{a" + b
def last(): pass

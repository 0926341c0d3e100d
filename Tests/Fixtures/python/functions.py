@mark.slow
@other(1)
async def f[T: int](a, /, b: str = "x", *rest, c=lambda y, *z: y, **named) -> None:
    async for d in e:
        await d
    yield
    yield from g
class A[T](B, metaclass=M):
    """Doc."""
    field: int
    def m(self, *, k): return self.k
lambda: 0

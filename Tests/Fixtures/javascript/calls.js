new a.b(c).d();
new X;
a?.b?.[c]?.(d);
tag`x${`y${1}`}`;
a ? b : c ?? d ** -e;

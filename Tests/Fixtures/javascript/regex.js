if (a) /re/.test(b);
c = (a) / b / c;
x++ / 2 / y;
f(/[/]\//g, a => /b/);
return /c/;

x = <A.b c="1" {...d} e={f(1)}>hi {/* none */} {g} <h/></A.b>;
y = <>{z && <i>a &lt; b</i>}</>;

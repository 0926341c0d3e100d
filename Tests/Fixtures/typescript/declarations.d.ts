declare function f(a: string): asserts a is B;
declare module "m" { export = x; }
declare global { interface W {} }
declare const enum E { A = 1, 'b' }
namespace a.b { export import c = d.e; }
export declare let x: typeof import('y').z;
import type { t } from 'u';
import v = require('w');

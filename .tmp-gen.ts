import { writeFileSync } from 'node:fs';
import { randomRun } from './test/events/random-run.ts';
import { recordLog } from './test/events/recorded-log.ts';
const e=randomRun(42,560); const log=recordLog(e,6000); writeFileSync('/tmp/ev/events.log', log.bytes); 
console.log(log.ends.length-1, e.reduce((n,x)=>n+('words' in x? (x.to-x.from)/12:0),0), e.filter(x=>!('words' in x)).length, log.digest, e.filter(x=>'words' in x).reduce((n:number,x:any)=>n+Array.from(x.words as Int32Array).reduce((a,b)=>a+b,0),0));
console.log(JSON.stringify(e.filter(x=>(x as any).type==='PriceTicked').slice(-1)));

import { RunDigest } from './src/events/content-digest.ts';
import { RECORD_WORDS } from './src/events/records.ts';
const d = new RunDigest();
let seq=0; const at=1_768_000_000_000 as never;
const put=(e:any)=>d.control({seq:++seq, at, causes:[], ...e});
for(let i=0;i<40;i++) put({type:'InstrumentListed',instrument:'I'+i,market:'jgb',currency:'JPY',tenorMilliYears:0,couponMilliPct:0,maturity:0,ticksPerPoint:1,tickValue:1,lotFace:1,openTicks:1,openLevel:1});
for(let i=0;i<150;i++) put({type:'AgentJoined',agent:'A'+i,kind:'noise'});
let t=performance.now();
const M=200000; const n0=seq;
for(let i=0;i<M;i++) put({type:'DecisionTaken',agent:'A'+i%150,rule:'volTarget',instrument:'I'+i%40,terms:['a','bcd'],milliValues:[i,2*i]});
console.log('control ns', (performance.now()-t)*1e6/M);
t=performance.now();
for(let i=0;i<M;i++) d.control({seq:++seq as never,at,causes:[],type:'PriceTicked',instrument:'I'+i%40 as never,bidTicks:i as never,offerTicks:i as never,lastTicks:i as never,level:-i-1 as never});
console.log('control ns', (performance.now()-t)*1e6/M);
const N=1<<16; const w=new Int32Array(N*RECORD_WORDS); let s=1; const r=(n:number)=>{s=Math.imul(s,1103515245)+12345|0;return (s>>>8)%n};
for(let i=0;i<N;i++){w.set([[1,1,4,5,5][r(5)]!,r(40),i,r(150),r(100),9900+r(100),1+r(10),r(10),0,0,1+n0+M-1-((i>>2)*7)%3000,0],i*12); if(w[i*12]===5){w[i*12+8]=r(1000);w[i*12+9]=r(150);w[i*12+11]=n0+M-r(3000)}}
let best=1e9;
for(let k=0;k<60;k++){const t=performance.now(); for(let b=0;b<N;b+=1024){ d.batch({at,firstSeq:seq+1 as never,words:w,from:b*12,to:(b+1024)*12}); seq+=1024;} best=Math.min(best,performance.now()-t)}
console.log('record ns', best*1e6/N, d.hex, d.count);

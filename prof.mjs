import fs from "node:fs";
import {ops,encode,ort} from "./play.mjs";
export async function profile(outputs, feeds, n=5, opt={}){
  const pre="/tmp/prof_"+Math.random().toString(36).slice(2);
  const s=await ort.InferenceSession.create(encode({outputs}),{executionProviders:["cpu"],intraOpNumThreads:2,enableMemPattern:false,graphOptimizationLevel:"all",enableProfiling:true,profileFilePrefix:pre,...opt});
  for(let i=0;i<n;i++) await s.run(feeds);
  s.endProfiling(); await new Promise(r=>setTimeout(r,300));
  const f=fs.readdirSync("/tmp").filter(x=>("/tmp/"+x).startsWith(pre))[0];
  const ev=JSON.parse(fs.readFileSync("/tmp/"+f)); 
  const agg={}; let tot=0;
  const half=ev.filter(e=>e.cat=="Node"&&e.name.endsWith("_kernel_time"));
  const per=half.length/n;
  for(const e of half.slice(per)){ const k=e.args.op_name+" "+(e.args.input_type_shape||[]).map(o=>Object.values(o)[0].join("x")).join(" "); (agg[k]??=[0,0]); agg[k][0]+=e.dur; agg[k][1]++; tot+=e.dur;}
  console.log("total ms", (tot/1000/(n-1)).toFixed(2), "nodes", per);
  for(const [k,[d,c]] of Object.entries(agg).sort((a,b)=>b[1][0]-a[1][0]).slice(0,30)) console.log((d/1000/(n-1)).toFixed(2).padStart(8), String(c/(n-1)).padStart(5), k);
  fs.unlinkSync("/tmp/"+f);
}

import * as ort from "onnxruntime-node";
const { encode, gradients, ops, cost } = await import("./dist/graph/index.js");
export async function open(outputs, opt={}) {
  const bytes = encode({outputs});
  return await ort.InferenceSession.create(bytes, { executionProviders:["cpu"], intraOpNumThreads:2, interOpNumThreads:1, graphOptimizationLevel:"all", enableMemPattern:false, ...opt });
}
export const rnd=(...shape)=>new ort.Tensor("float32", Float32Array.from({length:shape.reduce((a,b)=>a*b,1)},()=>Math.random()*2-1), shape);
export async function time(s, feeds, n=7){ for(let i=0;i<2;i++) await s.run(feeds); const t=[]; for(let i=0;i<n;i++){const a=performance.now(); await s.run(feeds); t.push(performance.now()-a);} t.sort((a,b)=>a-b); return t[t.length>>1]; }
export { ops, encode, gradients, cost, ort };

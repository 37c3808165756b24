import {open,rnd,ops} from "./play.mjs";
const {input,matmul,softmax,transpose,slice,exp,mul,sub,add}=ops;
const n=512,B=32,d=32;
const q=rnd(B,n,d),s=rnd(B,n,n),qt=rnd(B,d,n),p=rnd(B,n,n),r=rnd(B,n,1);
const Q=input("q",[B,n,d]),S=input("s",[B,n,n]),QT=input("qt",[B,d,n]),P=input("p",[B,n,n]),R=input("r",[B,n,1]);
const G=32*2*n*n*d/1e9;
const cases={
 "Q Qt  [n,d][d,n]":[matmul(Q,QT),{q,qt}],
 "Q Q^T (transB)":[matmul(Q,Q,{transB:true}),{q}],
 "S Q  [n,n][n,d]":[matmul(S,Q),{s,q}],
 "S^T Q transA":[matmul(S,Q,{transA:true}),{s,q}],
 "Qt S [d,n][n,n]":[matmul(QT,S),{s,qt}],
 "Qt S^T transB":[matmul(QT,S,{transB:true}),{s,qt}],
 "S QT^T transB":[matmul(S,QT,{transB:true}),{s,qt}],
 "exp":[exp(S),{s}], "mul":[mul(S,P),{s,p}], "mul row":[mul(S,R),{s,r}], "sub":[sub(S,P),{s,p}], "softmax":[softmax(S),{s}], "rowsum":[ops.reduceSum(S,-1),{s}], "mul scalar":[mul(S,0.3),{s}],
};
const N=+process.argv[2]||9;
const ss={},t={}; for(const k in cases){ const o=cases[k][0]; ss[k]=await open({y:o, z:slice(o,0,0,1)}); t[k]=[]; await ss[k].run(cases[k][1],["z"]); }
for(let i=0;i<N;i++) for(const k in ss){ const a=performance.now(); await ss[k].run(cases[k][1],["z"]); t[k].push(performance.now()-a);}
for(const k in t){ t[k].sort((a,b)=>a-b); console.log(k.padEnd(22),"med",t[k][N>>1].toFixed(2),"min",t[k][0].toFixed(2), k.includes("Q")?(G/t[k][0]*1e3).toFixed(0)+" GF/s":""); }

function a(r){let t=new Uint8Array(r.reduce((e,o)=>e+o.length,0)),n=0;for(let e of r)t.set(e,n),n+=e.length;return t}export{a};

import{$ as wi,$d as y,A as qo,Aa as qi,Ab as Ms,B as Ko,C as Xo,D as jo,Da as Ki,Db as Os,E as Yo,Ea as Xi,Eb as Ws,F as Qo,Fa as ji,Fb as Hs,Ff as yn,G as Zo,Ga as Yi,Gb as Gs,Gf as Sn,H as Jo,Ha as Qi,Hb as Vs,I as ei,Ia as Zi,Ib as qs,J as ti,Ja as Ji,Jb as Ks,K as ri,Ka as es,L as oi,La as ts,M as ii,Ma as rs,Mb as Xs,N as si,Na as os,Nb as js,O as ni,Oa as is,Ob as Ys,P as ai,Pa as ss,Pb as Qs,Q as ui,Qa as ns,Qb as Zs,R as pi,S as di,Sa as as,Sb as Js,T as ci,Ta as us,Tb as en,U as li,Ua as ps,Ub as tn,V as mi,Va as ds,Vb as rn,Vc as hn,W as hi,Wa as cs,Wb as on,X as fi,Xa as ls,Xb as sn,Xd as Oe,Y as gi,Ya as ms,Yb as nn,Z as xi,Zb as an,_ as Ci,_b as un,a as Ro,aa as yi,ab as hs,ac as pn,ae as pt,b as Po,ba as Si,bb as fs,be as gn,ca as bi,cb as gs,ce as xn,da as vi,db as xs,dc as x,de as Cn,ea as ki,eb as Cs,ee as to,f as M,fa as Ii,fb as ws,fc as be,g as Do,ga as Ri,gb as ys,gc as dn,h as zo,ha as Pi,hb as Ss,i as $o,ia as Di,ib as bs,j as No,ja as zi,jb as vs,k as Ao,ka as $i,kb as ks,ke as wn,l as To,la as Ni,lb as Is,m as Lo,ma as Ai,mb as Rs,mc as at,n as Bo,na as Ti,nb as Ps,o as Fo,oa as Li,ob as Ds,p as Uo,pa as Bi,pb as zs,q as _o,qa as Fi,qb as $s,r as Eo,ra as Ui,rb as Ns,s as Mo,sa as _i,sb as As,t as Oo,ta as Ei,tb as Ts,tc as cn,u as Wo,ua as Mi,ub as Ls,uc as ln,v as Ho,va as Oi,vb as Bs,vc as ut,w as Go,wa as Wi,wb as Fs,wc as mn,xa as Hi,xb as Us,xc as xe,xd as fn,ya as Gi,yb as _s,z as Vo,za as Vi,zb as Es}from"./DLABOW7Q.js";import{d as Io}from"./TFS477NZ.js";import"./4ASP2TBC.js";var dt=class extends Error{name="DeviceLostError"};var Qd=[["fallback",/llvmpipe|lavapipe|softpipe|swiftshader|\bwarp\b|basic render/i],["discrete",/gen-12hp|xe-2hpg|\barc\S* (pro )?[ab]\d|data center gpu/i],["integrated",/radeon\S* (r\d )?graphics(?!.*navi)|radeon \d{3}m|vega \d{1,2} graphics|custom gpu/i],["integrated",/^(intel|apple|arm|qualcomm|img-tec|samsung|broadcom)\b|tegra|orin\b/i],["integrated",/^(32902|4203|5045|20803|4112|5197|5348) /],["integrated",/\b(intel\b|apple\b|adreno|mali|powervr|xclipse|videocore|v3d)/i]];function bn(r){if(r.isFallbackAdapter)return"fallback";let t=`${r.vendor} ${r.architecture} ${r.description}`;return Qd.find(([,e])=>e.test(t))?.[0]??"discrete"}var de=M();de.registerFlag("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE",()=>15);de.registerFlag("WEBGPU_CPU_FORWARD",()=>!0);de.registerFlag("WEBGPU_MATMUL_PROGRAM_TYPE",()=>-1);de.registerFlag("WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE",()=>!0);de.registerFlag("WEBGPU_USE_LOW_POWER_GPU",()=>!1);de.registerFlag("WEBGPU_CPU_HANDOFF_SIZE_THRESHOLD",()=>1e3);de.registerFlag("WEBGPU_USE_PROFILE_TOOL",()=>!1);de.registerFlag("WEBGPU_IMPORT_EXTERNAL_TEXTURE",()=>!0);de.registerFlag("WEBGPU_USE_NAIVE_CONV2D_DEBUG",()=>!1);de.registerFlag("WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL",()=>-1);de.registerFlag("WEBGPU_CONV_SEPARATE_IM2COL_SHADER",()=>!1);de.registerFlag("WEBGPU_PRINT_SHADER",()=>"");de.registerFlag("WEBGPU_ENGINE_COMPILE_ONLY",()=>!1);var ct=class{constructor(t){t&&(this.vendor=t.vendor,this.architecture=t.architecture,this.intelGPUGeneration=this.getIntelGPUGeneration())}getIntelGPUGeneration(){if(this.isIntel()){if(this.architecture.startsWith("gen"))return Number(this.architecture.match(/\d+/));if(this.architecture.startsWith("xe"))return 12}return 0}isIntel(){return this.vendor==="intel"}};var lt=class{constructor(t){this.device=t,this.numUsedBuffers=0,this.numFreeBuffers=0,this.freeBuffers=new Map,this.usedBuffers=new Map,this.numBytesUsed=0,this.numBytesAllocated=0}acquireBuffer(t,e,i=!1,o=!0){let s,n=vn(t,e);return o?(this.freeBuffers.has(n)||this.freeBuffers.set(n,[]),this.freeBuffers.get(n).length>0?(s=this.freeBuffers.get(n).pop(),this.numFreeBuffers--):(s=this.device.createBuffer({size:t,usage:e,mappedAtCreation:i}),this.numBytesAllocated+=t)):(s=this.device.createBuffer({size:t,usage:e,mappedAtCreation:i}),this.numBytesAllocated+=t),this.usedBuffers.has(n)||this.usedBuffers.set(n,[]),this.usedBuffers.get(n).push(s),this.numUsedBuffers++,this.numBytesUsed+=t,s}releaseBuffer(t,e=!0){if(this.freeBuffers.size===0)return;let i=t.size,o=t.usage,s=vn(i,o),n=this.usedBuffers.get(s),a=n.indexOf(t);if(a<0)throw new Error("Cannot find the buffer in buffer manager");n[a]=n[n.length-1],n.pop(),this.numUsedBuffers--,this.numBytesUsed-=i,e?(this.freeBuffers.get(s).push(t),this.numFreeBuffers++):(t.destroy(),this.numBytesAllocated-=i)}getNumUsedBuffers(){return this.numUsedBuffers}getNumFreeBuffers(){return this.numFreeBuffers}dispose(){this.freeBuffers.forEach((t,e)=>{t.forEach(i=>{i.destroy()})}),this.usedBuffers.forEach((t,e)=>{t.forEach(i=>{i.destroy()})}),this.freeBuffers=new Map,this.usedBuffers=new Map,this.numUsedBuffers=0,this.numFreeBuffers=0,this.numBytesUsed=0,this.numBytesAllocated=0}};function vn(r,t){return`${r}_${t}`}var mt=class{constructor(t){this.device=t,this.numUsedTextures=0,this.numFreeTextures=0,this.freeTextures=new Map,this.usedTextures=new Map,this.numBytesUsed=0,this.numBytesAllocated=0}acquireTexture(t,e,i,o){let s=In(i),n=t*e*s,a=kn(t,e,i,o);if(this.freeTextures.has(a)||this.freeTextures.set(a,[]),this.usedTextures.has(a)||this.usedTextures.set(a,[]),this.numBytesUsed+=n,this.numUsedTextures++,this.freeTextures.get(a).length>0){this.numFreeTextures--;let p=this.freeTextures.get(a).shift();return this.usedTextures.get(a).push(p),p}this.numBytesAllocated+=n;let u=this.device.createTexture({size:[t,e],format:i,usage:o});return this.usedTextures.get(a).push(u),u}releaseTexture(t){if(this.freeTextures.size===0)return;let e=t.width,i=t.height,o=t.format,s=t.usage,n=kn(e,i,o,s);this.freeTextures.has(n)||this.freeTextures.set(n,[]),this.freeTextures.get(n).push(t),this.numFreeTextures++,this.numUsedTextures--;let a=this.usedTextures.get(n),u=a.indexOf(t);if(u<0)throw new Error("Cannot release a texture that was never provided by this texture manager");a.splice(u,1);let p=In(o),d=e*i*p;this.numBytesUsed-=d}getNumUsedTextures(){return this.numUsedTextures}getNumFreeTextures(){return this.numFreeTextures}dispose(){this.freeTextures.forEach((t,e)=>{t.forEach(i=>{i.destroy()})}),this.usedTextures.forEach((t,e)=>{t.forEach(i=>{i.destroy()})}),this.freeTextures=new Map,this.usedTextures=new Map,this.numUsedTextures=0,this.numFreeTextures=0,this.numBytesUsed=0,this.numBytesAllocated=0}};function kn(r,t,e,i){return`${r}_${t}_${e}_${i}`}function In(r){if(r==="rgba8unorm")return 16;throw new Error(`${r} is not supported!`)}function Rn(r,t){if(Math.max(...r)>5)throw new Error("Cannot symbolically compute strides for rank > 6 tensor.");let e=r.length,i="xyzwuv",o=r.map(n=>`${t}.${i[n]}`),s=new Array(e-1);s[e-2]=o[e-1];for(let n=e-3;n>=0;--n)s[n]=`(${s[n+1]} * ${o[n+1]})`;return s}var ie=(r,t,e)=>e==="int32"?`atomicAdd(${r}, bitcast<i32>(${t}));`:`
          {
            var oldValue = 0;
            loop {
              let newValueF32 = bitcast<f32>(oldValue) + (${t});
              let newValue = bitcast<i32>(newValueF32);
              let res = atomicCompareExchangeWeak(${r}, oldValue, newValue);
              if res.exchanged {
                break;
              }
              oldValue = res.old_value;
            }
          }`;var ve;(function(r){r[r.FROM_PIXELS=0]="FROM_PIXELS",r[r.DRAW=1]="DRAW"})(ve||(ve={}));var $n=(r,t,e,i,o)=>{let s={dtype:i.dtype,shape:i.shape},n=Jd(e,s,t),a=r.createShaderModule({code:n,label:t.constructor.name}),u=M().get("WEBGPU_PRINT_SHADER");if(u!==""){u=u.toLowerCase();let p=u.split(",");(u==="all"||p.some(d=>t.shaderKey.toLowerCase().includes(d)))&&(console.group(t.shaderKey),console.debug(n),console.groupEnd())}return o?r.createComputePipelineAsync({compute:{module:a,entryPoint:"_start"},label:t.constructor.name,layout:"auto"}):r.createComputePipeline({compute:{module:a,entryPoint:"_start"},label:t.constructor.name,layout:"auto"})},B=(r,t="f32")=>{switch(r){case 1:return`${t}`;case 2:return`vec2<${t}>`;case 3:return`vec3<${t}>`;case 4:return`vec4<${t}>`;default:throw new Error(`${r}-component ${t} is not supported.`)}};function E(r){if(r<=1)return"i32";if(r===2)return"vec2<i32>";if(r===3)return"vec3<i32>";if(r===4)return"vec4<i32>";if(r===5)return"vec5";if(r===6)return"vec6";throw Error(`GPU for rank ${r} is not yet supported`)}function le(r){if(r===0)return"x";if(r===1)return"y";if(r===2)return"z";if(r===3)return"w";if(r===4)return"u";if(r===5)return"v";throw Error(`Index ${r} is not yet supported`)}function C(...r){let t;switch(r.length){case 0:t=`
        fn main()
      `;break;case 1:t=`
        fn main(${r[0]} : i32)
      `;break;default:throw Error("Unreachable")}return t}function Pn(r,t){let e;return e=`
     ${Zd(t)}
      fn _start(@builtin(local_invocation_id) LocalId : vec3<u32>,
                @builtin(global_invocation_id) GlobalId : vec3<u32>,
                @builtin(local_invocation_index) LocalIndex: u32,
                @builtin(workgroup_id) WorkgroupId : vec3<u32>,
                @builtin(num_workgroups) NumWorkgroups : vec3<u32>) {
        localId = LocalId;
        localIndex = LocalIndex;
        globalId = GlobalId;
        numWorkgroups = NumWorkgroups;
        workgroupId = WorkgroupId;
        ${r?"main(getGlobalIndex());":"main();"};
      }
    `,e}function Zd(r){return`
  @compute @workgroup_size(${r.workgroupSize[0]}, ${r.workgroupSize[1]}, ${r.workgroupSize[2]})
`}function Jd(r,t,e){let i=[],o=e.workgroupSize[0]*e.workgroupSize[1]*e.workgroupSize[2];if(e.outputComponent=e.outputComponent?e.outputComponent:1,i.push(`

      var<private> localId: vec3<u32>;
      var<private> localIndex: u32;
      var<private> globalId: vec3<u32>;
      var<private> numWorkgroups: vec3<u32>;
      var<private> workgroupId: vec3<u32>;

      // Only used when the y/z dimension of workgroup size is 1.
      fn getGlobalIndex() -> i32 {
        ${An(e)?"  return i32(globalId.x);":`  return i32((workgroupId.z * numWorkgroups.x * numWorkgroups.y +
                workgroupId.y * numWorkgroups.x + workgroupId.x) * ${o}u +
                localIndex);
        `}
      }
    `),e.pixelsOpType!=null){let h=e.pixelsOpType===ve.FROM_PIXELS?`@group(0) @binding(0) var<storage, read_write> result: array<${$e(t.dtype,e.outputComponent)}>;`:`@group(0) @binding(1) var<storage, read> inBuf : array<${$e(r[0].dtype,e.outputComponent)}>;`,f=t.shape.length===3?"vec2<i32>":"i32";i.push(`
        struct Uniform {
          outShapeStrides : ${f},
          size            : i32,
          numChannels     : i32,
          alpha           : f32,
        };

        ${h}
        @group(0) @binding(2) var<uniform> uniforms: Uniform;
      `);let g=zn(e);return[Dn,i.join(`
`),Je(t.shape),e.getUserCode(),Pn(g,e)].join(`
`)}let s,n,a="struct Uniforms { NAN : f32, INFINITY : f32, ";e.variableNames.forEach((h,f)=>{let g=E(r[f].shape.length);a+=`${h.charAt(0).toLowerCase()+h.slice(1)}Shape : ${g}, `,s=r[f].shape.length-1,n=E(s),a+=`${h.charAt(0).toLowerCase()+h.slice(1)}ShapeStrides: ${n}, `});let u=E(t.shape.length);a+=`outShape : ${u}, `,s=t.shape.length-1,n=E(s),a+=`
         outShapeStrides: ${n}, `,e.size&&(a+="size : i32, "),e.uniforms&&(a+=e.uniforms),a+="};",a=ac(a),i.push(a),e.atomic?i.push(`
      @group(0) @binding(0) var<storage, read_write> result: array<atomic<i32>>;
    `):i.push(`
      @group(0) @binding(0) var<storage, read_write> result: array<${$e(t.dtype,e.outputComponent)}>;
    `),e.variableNames.forEach((h,f)=>{i.push(`
      @group(0) @binding(${1+f}) var<storage, read> ${h}: array<${e.variableComponents?$e(r[f].dtype,e.variableComponents[f]):$e(r[f].dtype,e.outputComponent)}>;
        `)}),a!==""&&i.push(`
      @group(0) @binding(${1+e.variableNames.length}) var<uniform> uniforms: Uniforms;
      `);let p=ic(t.shape,e.dispatchLayout),d=[Dn,i.join(`
`)+ec,Je(t.shape),p,sc(t.shape.length)];e.atomic||d.push(nc(t.shape,t.dtype,e.outputComponent)),e.variableNames.forEach((h,f)=>{d.push(`${Je(r[f].shape,h)}`)});let l=r.map((h,f)=>oc(h,t.shape,e.variableComponents?e.variableComponents[f]:e.outputComponent,e.dispatchLayout.x.length===t.shape.length)).join(`
`);d.push(l),d.push(e.getUserCode());let c=zn(e);return d.push(Pn(c,e)),d.join(`
`)}function Nn(r,t,e){let i=r.shaderKey;if(r.pixelsOpType!=null)return i;let o=[],s=[];t.forEach(d=>{o.push(d.shape),s.push(d.dtype)}),o.push(e.shape),s.push(e.dtype);let n=t.map(d=>y.getBroadcastDims(d.shape,e.shape)),a=t.map(d=>x.arraysEqual(d.shape,e.shape)).join("_"),u=n.map(d=>d.join("_")).join(";"),p=An(r)?"flatDispatch":"";return i+="_"+(r.workgroupSize?r.workgroupSize.join(","):"")+o.map(d=>d.length).join(",")+s.join(",")+r.variableNames.join(",")+u+a+p,i}var Dn=`
  struct vec5 {x: i32, y: i32, z: i32, w: i32, u: i32};
  struct vec6 {x: i32, y: i32, z: i32, w: i32, u: i32, v: i32};

  // Checks whether coordinates lie within the bounds of the shape.
  fn coordsInBounds2D(coord : vec2<i32>, shape : vec2<i32>) -> bool {
    return all(coord >= vec2<i32>(0)) && all(coord < shape);
  }
  fn coordsInBounds3D(coord : vec3<i32>, shape : vec3<i32>) -> bool {
    return all(coord >= vec3<i32>(0)) && all(coord < shape);
  }
  fn coordsInBounds4D(coord : vec4<i32>, shape : vec4<i32>) -> bool {
    return all(coord >= vec4<i32>(0)) && all(coord < shape);
  }

  fn getIndexFromCoords1D(coord : i32, shape : i32) -> i32 {
    return coord;
  }
  fn getIndexFromCoords2D(coords : vec2<i32>, shape : vec2<i32>) -> i32 {
    return dot(coords, vec2<i32>(shape.y, 1));
  }
  fn getIndexFromCoords3D(coords : vec3<i32>, shape : vec3<i32>) -> i32 {
    return dot(coords, vec3<i32>(shape.y * shape.z, shape.z, 1));
  }
  fn getIndexFromCoords4D(coords : vec4<i32>, shape : vec4<i32>) -> i32 {
    return dot(coords, vec4<i32>(
        shape.y * shape.z * shape.w, shape.z * shape.w, shape.w, 1));
  }
  fn getIndexFromCoords5D(coords : vec5, shape : vec5) -> i32 {
    let shapeStrides: vec5 = vec5(shape.y * shape.z * shape.w * shape.u, shape.z * shape.w * shape.u, shape.w * shape.u, shape.u, 1);
    return coords.x*shapeStrides.x + coords.y*shapeStrides.y + coords.z*shapeStrides.z + coords.w*shapeStrides.w + coords.u*shapeStrides.u;
  }
  fn getIndexFromCoords6D(coords : vec6, shape : vec6) -> i32 {
    let shapeStrides: vec6 = vec6(shape.y * shape.z * shape.w * shape.u * shape.v, shape.z * shape.w * shape.u * shape.v, shape.w * shape.u * shape.v, shape.u * shape.v, shape.v, 1);
    return coords.x*shapeStrides.x + coords.y*shapeStrides.y + coords.z*shapeStrides.z + coords.w*shapeStrides.w + coords.u*shapeStrides.u + coords.v*shapeStrides.v;
  }

  // NaN defination in IEEE 754-1985 is :
  //   - sign = either 0 or 1.
  //   - biased exponent = all 1 bits.
  //   - fraction = anything except all 0 bits (since all 0 bits represents infinity).
  // https://en.wikipedia.org/wiki/IEEE_754-1985#Representation_of_non-numbers
  fn isnan(val: f32) -> bool {
    let floatToUint: u32 = bitcast<u32>(val);
    return (floatToUint & 0x7fffffffu) > 0x7f800000u;
  }
  fn isnanVec4(val : vec4<f32>) -> vec4<bool> {
    let floatToUint: vec4<u32> = bitcast<vec4<u32>>(val);
    return (floatToUint & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u);
  }
`,ec=`
  fn isinf(val: f32) -> bool {
    return abs(val) == uniforms.INFINITY;
  }
`;function Je(r,t=""){let e=r.length,i=t!==""?`get${t.charAt(0).toUpperCase()+t.slice(1)}CoordsFromIndex`:"getCoordsFromIndex",o=t!==""?`${t.charAt(0).toLowerCase()+t.slice(1)}ShapeStrides`:"outShapeStrides";if(e<=1)return`fn ${i}(index : i32) -> i32 { return index; }`;let s=x.computeStrides(r),n=E(e),a=[];for(let p=0;p<e;p++)a.push(`d${p}`);if(s.length===1)return`    fn ${i}(index : i32) -> vec2<i32> {
      let d0 = index / uniforms.${o}; let d1 = index - d0 * uniforms.${o};
      return vec2<i32>(d0, d1);
    }`;let u;return u="var index2 = index;"+s.map((p,d)=>{let l=`let ${a[d]} = index2 / uniforms.${o}.${le(d)}`,c=d===s.length-1?`let ${a[d+1]} = index2 - ${a[d]} * uniforms.${o}.${le(d)}`:`index2 = index2 - ${a[d]} * uniforms.${o}.${le(d)}`;return`${l}; ${c};`}).join(""),`
    fn ${i}(index : i32) -> ${n} {
      ${u}
      return ${n}(${a.join(",")});
    }
  `}function tc(r,t){let e=r.name,i=r.shape.length,o=E(i),s="get"+e.charAt(0).toUpperCase()+e.slice(1),n=["d0","d1","d2","d3","d4","d5"].slice(0,i),a=n.map(d=>`${d} : i32`).join(", ");if(i<1)return`
      fn ${s}() -> ${B(t)} {
        return ${B(t)}(${e}[0]);
      }
    `;let u=`uniforms.${e.charAt(0).toLowerCase()+e.slice(1)}Shape`,p=`${i}D`;return i===0&&(p="1D"),`
    fn ${s}(${a}) -> ${B(t)} {
      return ${B(t)}(${e}[getIndexFromCoords${p}(${o}(${n.join(",")}),
        ${u})${t===1?"":` / ${t}`}]);
    }
   `}function rc(r,t,e,i){let o=r.name,s=o.charAt(0).toUpperCase()+o.slice(1),n="get"+s+"ByOutput",a=r.shape.length,u=t.length,p=E(u);if(x.arraysEqual(r.shape,t)&&i)return`
    fn ${n}Index(globalIndex : i32) -> ${B(e)} {
      return ${B(e)}(${o}[globalIndex]);
    }

    fn ${n}Coords(coords : ${p}) -> ${B(e)} {
      return ${B(e)}(${o}[${u>1?"getOutputIndexFromCoords(coords)":"coords"}${e===1?"":` / ${e}`}]);
    }
    `;let d=y.getBroadcastDims(r.shape,t),l=u-a,c="";if(a===0)return`
    fn ${n}Index(globalIndex : i32) -> ${B(e)}{
      return get${s}();
    }

    fn ${n}Coords(coords : ${p}) -> ${B(e)}{
      return get${s}();
    }
  `;u<2&&d.length>=1?c="coords = 0;":c=d.map(g=>`coords.${le(g+l)} = 0;`).join(`
`);let m="";if(u<2&&a>0)m="coords";else if(u>1){let g=E(a),S=r.shape.map((v,I)=>`coords.${le(I+l)}`).join(", ");m=`${g}(${S})`}else m="coords";let h=`uniforms.${o.charAt(0).toLowerCase()+o.slice(1)}Shape`,f=`${a}D`;return`
  fn ${n}Index(globalIndex : i32) -> ${B(e)} {
    var coords = getCoordsFromIndex(globalIndex);
    ${c}
    return ${B(e)}(${o}[getIndexFromCoords${f}(${m}, ${h})${e===1?"":` / ${e}`}]);
  }

  fn ${n}Coords(coordsIn : ${p}) -> ${B(e)} {
    var coords = coordsIn;
    ${c}
    return ${B(e)}(${o}[getIndexFromCoords${f}(${m}, ${h})${e===1?"":` / ${e}`}]);
  }
`}function oc(r,t,e,i){let o=tc(r,e);return r.shape.length<=t.length&&(o+=rc(r,t,e,i)),o}function ic(r,t){let{x:e,y:i=[],z:o=[]}=t,s=r.length,n=e.length+i.length+o.length;if(n!==s)return"";if(e.length===s)return`fn getOutputCoords() -> ${E(s)}{
    let globalIndex = getGlobalIndex();
    return getCoordsFromIndex(globalIndex);
  }
  `;let a="",u=[e,i,o];for(let c=0;c<u.length;c++){let m=u[c];if(m.length!==0)if(m.length===1)a+=`let d${m[0]} = i32(globalId[${c}]);`;else{let h=Rn(m,"uniforms.outShape");a+=`var index${c} = i32(globalId[${c}]);`;for(let f=0;f<h.length;f++)a+=`let d${m[f]} = index${c} / ${h[f]};`,f===h.length-1?a+=`let d${m[f+1]} = index${c} - d${m[f]} * ${h[f]};`:a+=`index${c} = index${c} - d${m[f]} * ${h[f]};`}}let p=[];for(let c=0;c<n;c++)p.push(`d${c}`);let d=E(n),l=`fn getOutputCoords() -> ${d} {
  ${a}
`;return p.length===0?l+=`return ${d}(0); }`:l+=`return ${d}(${p.join(",")}); }`,l}function sc(r){let t="";switch(r){case 0:case 1:t+=`
        fn getOutputIndexFromCoords(coords : i32) -> i32 {
          return coords;
        }
        `;break;case 2:t+=`
        fn getOutputIndexFromCoords(coords : vec2<i32>) -> i32 {
          return dot(coords, vec2<i32>(uniforms.outShapeStrides, 1));
        }
        `;break;case 3:t+=`
        fn getOutputIndexFromCoords(coords : vec3<i32>) -> i32 {
          return dot(coords, vec3<i32>(uniforms.outShapeStrides.x, uniforms.outShapeStrides.y, 1));
        }
        `;break;case 4:t+=`
        fn getOutputIndexFromCoords(coords : vec4<i32>) -> i32 {
          return dot(coords, vec4<i32>(
            uniforms.outShapeStrides.x, uniforms.outShapeStrides.y, uniforms.outShapeStrides.z, 1));
        }
        `;break;case 5:t+=`
        fn getOutputIndexFromCoords(coords : vec5) -> i32 {
          return coords.x * uniforms.outShapeStrides.x +
              coords.y * uniforms.outShapeStrides.y +
              coords.z * uniforms.outShapeStrides.z +
              coords.w * uniforms.outShapeStrides.w +
              coords.u;
        }
        `;break;case 6:t+=`
        fn getOutputIndexFromCoords(coords : vec6) -> i32 {
          return coords.x * uniforms.outShapeStrides.x +
              coords.y * uniforms.outShapeStrides.y +
              coords.z * uniforms.outShapeStrides.z +
              coords.w * uniforms.outShapeStrides.w +
              coords.u * uniforms.outShapeStrides.u +
              coords.v;
        }
        `;break;default:x.assert(!1,()=>`Unsupported ${r}D shape`);break}return t}function An(r){return r.dispatch[1]===1&&r.dispatch[2]===1}function $e(r,t=1){if(r==="float32")return B(t,"f32");if(r==="int32"||r==="bool")return B(t,"i32");throw new Error(`type ${r} is not supported.`)}function nc(r,t,e){let i=r.length,o=$e(t,e),s=`fn setOutputAtIndex(flatIndex : i32, value : ${B(e)}) {
      result[flatIndex] = ${o}(value);
    }

    fn setOutputAtIndexI32(flatIndex : i32, value : ${B(e,"i32")}) {
      result[flatIndex] = ${o}(value);
    }
    `;if(i>=2){let n=["d0","d1","d2","d3","d4","d5"].slice(0,i),a=E(i);s+=`
      fn setOutputAtCoords(${n.map(u=>`${u} : i32`).join(", ")}, value : ${B(e)}) {
        let flatIndex = getOutputIndexFromCoords(${a}(${n.join(", ")}));
        setOutputAtIndex(flatIndex${e===1?"":` / ${e}`}, value);
      }
      fn setOutputAtCoordsI32(${n.map(u=>`${u} : i32`).join(", ")}, value : ${B(e,"i32")}) {
        let flatIndex = getOutputIndexFromCoords(${a}(${n.join(", ")}));
        setOutputAtIndexI32(flatIndex${e===1?"":` / ${e}`}, value);
      }
    `}return s}function ac(r){let t=/(\w+)\s*:\s*vec(5|6)/g;r=r.replace(t,i=>"@align(16) "+i);let e=/vec(5|6)\s*,\s*(\w+)/g;return r=r.replace(e,(i,o,s)=>`vec${o}, @align(16) ${s}`),r}function zn(r){return!(r.dispatchLayout.hasOwnProperty("y")&&r.dispatchLayout.y.length!==0||r.dispatchLayout.hasOwnProperty("z")&&r.dispatchLayout.z.length!==0)}var Be=r=>{let t=1;for(let e=0;e<r.length;e++)t*=r[e];return t};function w(r,t,e=[1,1,1],i=[1,1,1]){let[o,s,n]=[Math.ceil(Be(r.x.map(a=>t[a]))/(e[0]*i[0])),r.y?Math.ceil(Be(r.y.map(a=>t[a]))/(e[1]*i[1])):1,r.z?Math.ceil(Be(r.z.map(a=>t[a]))/(e[2]*i[2])):1];return[o,s,n]}function Tn(r,t,e,i=!1){let o=[8,8,1],s=[4,4,1];return i||(r<=8&&(s[1]=1),t<=16&&e<=16&&(o[0]=4)),{workgroupSize:o,elementsPerThread:s}}function ht(r,t,e=!1){if(e)return[8,8,1];let i=Be(r.x.map(s=>t[s])),o=Be(r.y.map(s=>t[s]));return i<=4?[4,16,1]:o<=4?[16,4,1]:[16,16,1]}function ft(r,t,e=!1){if(e)return[4,4,1];let i=Be(r.x.map(s=>t[s])),o=Be(r.y.map(s=>t[s]));return i<=4?[1,2,1]:o<=4?[2,1,1]:[2,2,1]}function b(r){return{x:r.map((t,e)=>e)}}function ro(r){if(r==="float32"||r==="int32"||r==="bool"||r==="string")return 4;if(r==="complex64")return 8;throw new Error(`Unknown dtype ${r}`)}function gt(){return!!(typeof globalThis<"u"&&globalThis.navigator&&globalThis.navigator.gpu)}function xt(r,t){Array.isArray(r)||(r=[r]),r.forEach(e=>{e!=null&&x.assert(e.dtype!=="complex64",()=>`${t} does not support complex64 tensors in the WebGPU backend.`)})}var he;(function(r){r[r.MatMulReduceProgram=0]="MatMulReduceProgram",r[r.MatMulSplitKProgram=1]="MatMulSplitKProgram",r[r.MatMulSmallOutputSizeProgram=2]="MatMulSmallOutputSizeProgram",r[r.MatMulPackedProgram=3]="MatMulPackedProgram",r[r.MatMulMax=4]="MatMulMax"})(he||(he={}));var pc=M().getNumber("WEBGPU_CPU_HANDOFF_SIZE_THRESHOLD"),dc=(r,t)=>{let e=r.limits.maxComputeWorkgroupsPerDimension,i=t.dispatchLayout,o=t.dispatch;if(o.every(n=>n<=e))return o;x.assert(o[0]>e&&i.y===void 0&&i.z===void 0,()=>"Dispatch size exceeds WebGPU limits in Y or Z dimension.");let s=Math.ceil(Math.sqrt(o[0]));return s>e?(s=Math.ceil(Math.cbrt(o[0])),x.assert(s<=e,()=>"Total dispatch size exceeds WebGPU maximum."),[s,s,s]):[s,s,1]},Ne=class r extends Po{nextDataId(){return r.nextDataId++}constructor(t,e){if(super(),this.commandQueueOwnedIds=new WeakSet,this.dispatchCountInPass=0,this.disposed=!1,this.downloadWaitMs=0,this.tensorDataPendingDisposal=[],this.queryResolveBuffer=null,this.querySet=null,this.querySetCount=2,this.stagingPendingDisposal=[],this.uniformPendingDisposal=[],this.uploadWaitMs=0,this.hasReadSyncWarned=!1,this.hasTimestampQueryWarned=!1,!gt())throw new Error("WebGPU is not supported on this device");this.pipelineCache={},this.device=t,this.queue=t.queue,this.commandEncoder=null,this.computePassEncoder=null,this.adapterInfo=new ct(e),this.supportTimestampQuery=this.device.features.has("timestamp-query"),this.thresholdToIncreaseWorkgroups=this.adapterInfo.intelGPUGeneration>=12?16:8,this.bufferManager=new lt(this.device),this.textureManager=new mt(this.device),this.tensorMap=new Ro(this,at()),M().getBool("WEBGPU_USE_PROFILE_TOOL")&&(this.dummyCanvas=document.createElement("canvas"),this.dummyCanvas.width=1,this.dummyCanvas.height=1,this.dummyContext=this.dummyCanvas.getContext("webgpu"),this.dummyContext.configure({device:t,format:"bgra8unorm"}),document.body.appendChild(this.dummyCanvas))}floatPrecision(){return 32}disposeData(t,e=!1){if(!this.tensorMap.has(t))return!0;let i=this.tensorMap.get(t);return e?i.refCount=0:i.refCount--,i.refCount>0?!1:(i.complexTensorInfos!=null&&(this.disposeData(i.complexTensorInfos.real.dataId),this.disposeData(i.complexTensorInfos.imag.dataId)),this.commandQueueOwnedIds.has(t)?(this.tensorDataPendingDisposal.push(t),!0):(this.releaseResource(t),this.tensorMap.delete(t),!0))}memory(){return{numBytesInGPU:this.bufferManager.numBytesUsed,numBytesAllocatedInGPU:this.bufferManager.numBytesAllocated,unreliable:!1}}releaseResource(t){let e=this.tensorMap.get(t);if(!(!e||!e.resource)){if(e.external){e.resource=null;return}e.resource instanceof GPUBuffer?this.bufferManager.releaseBuffer(e.resource):e.resource instanceof GPUTexture&&this.textureManager.releaseTexture(e.resource),e.resource=null}}refCount(t){return this.tensorMap.has(t)?this.tensorMap.get(t).refCount:0}incRef(t){let e=this.tensorMap.get(t);e.refCount++}decRef(t){if(this.tensorMap.has(t)){let e=this.tensorMap.get(t);e.refCount--}}write(t,e,i){if(i==="complex64"&&t!=null)throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");let o={id:this.nextDataId()};return this.tensorMap.set(o,{dtype:i,shape:e,values:t,refCount:1}),o}move(t,e,i,o,s){if(o==="complex64")throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");this.tensorMap.set(t,{dtype:o,shape:i,values:e,refCount:s})}submitQueue(){this.queue.submit([this.commandEncoder.finish()]),this.commandEncoder=null,this.dispatchCountInPass=0,this.commandQueueOwnedIds=new WeakSet,this.tensorDataPendingDisposal.forEach(t=>{this.releaseResource(t),this.tensorMap.delete(t)}),this.uniformPendingDisposal.forEach(t=>this.bufferManager.releaseBuffer(t)),this.stagingPendingDisposal.forEach(t=>this.bufferManager.releaseBuffer(t,!1)),this.tensorDataPendingDisposal=[],this.uniformPendingDisposal=[],this.stagingPendingDisposal=[]}ensureCommandEncoderReady(){this.commandEncoder||(this.commandEncoder=this.device.createCommandEncoder())}endComputePassEncoder(){this.computePassEncoder&&(this.computePassEncoder.end(),this.computePassEncoder=null)}async checkCompileCompletionAsync(){let t;try{t=await Promise.all(Object.values(this.pipelineCache))}catch(e){throw new Error(e.message)}Object.keys(this.pipelineCache).map((e,i)=>{this.pipelineCache[e]=t[i]})}async getBufferData(t){if(M().getBool("WEBGPU_ENGINE_COMPILE_ONLY"))return console.warn("The data may be invalid since WEBGPU_ENGINE_COMPILE_ONLY is true, this can only be called when WEBGPU_ENGINE_COMPILE_ONLY is false"),null;let e=t.size,i=this.bufferManager.acquireBuffer(e,GPUBufferUsage.COPY_DST|GPUBufferUsage.MAP_READ);this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(t,0,i,0,e),this.submitQueue(),await i.mapAsync(GPUMapMode.READ);let o=i.getMappedRange().slice(0);return i.unmap(),i!=null&&this.bufferManager.releaseBuffer(i),M().getBool("WEBGPU_USE_PROFILE_TOOL")&&(x.assert(this.dummyContext!==void 0,()=>"Fail to get context for profiling tool"),this.dummyContext.getCurrentTexture()),o}convertAndCacheOnCPU(t,e){let i=this.tensorMap.get(t);return i.values=e,i.values}readSync(t){let e=this.tensorMap.get(t),{values:i,complexTensorInfos:o}=e;if(i!=null||e.dtype==="string")return i;if(e.dtype==="complex64"){let f=this.readSync(o.real.dataId),g=this.readSync(o.imag.dataId),S=x.convertBackendValuesAndArrayBuffer(y.mergeRealAndImagArrays(f,g).buffer,"float32");return this.convertAndCacheOnCPU(t,S),S}this.hasReadSyncWarned||(this.hasReadSyncWarned=!0,console.warn("The performance of synchronously reading data from GPU to CPU is poor on the webgpu backend, please use asynchronous APIs instead."));let s=["opaque","premultiplied"],n=e.resource,a=n.size;x.assert(a%4===0,()=>"Because there is 4 bytes for one pixel, buffer size must be multiple of 4.");let u=a/4,p=new ArrayBuffer(a),d=256,l=256,c=s.map(f=>new OffscreenCanvas(d,l)),m=new OffscreenCanvas(d,l);this.endComputePassEncoder(),c.map((f,g)=>{let S=f.getContext("webgpu");return S.configure({device:this.device,format:"bgra8unorm",usage:GPUTextureUsage.COPY_DST,alphaMode:s[g]}),S.getCurrentTexture()}).map((f,g)=>{let S=d*4,v=(T,L,_)=>{this.ensureCommandEncoderReady(),this.commandEncoder.copyBufferToTexture({buffer:n,bytesPerRow:S,offset:_},{texture:f},{width:T,height:L}),this.submitQueue();let W=m.getContext("2d",{willReadFrequently:!0});W.clearRect(0,0,T,L),W.drawImage(c[g],0,0);let X=W.getImageData(0,0,T,L).data,H=s[g],G=new Uint8ClampedArray(p,_,T*L*4);for(let V=0;V<G.length;V+=4)if(H==="premultiplied")G[V+3]=X[V+3];else{let Q=X[V];G[V]=X[V+2],G[V+1]=X[V+1],G[V+2]=Q}},I=Math.floor(u/(d*l)),R=d,P=l,$=0;for(let T=0;T<I;T++)v(R,P,$),$+=d*l*4;let A=u%(d*l);P=Math.floor(A/d),P>0&&(v(R,P,$),$+=P*(d*4)),R=A%d,R>0&&v(R,1,$)});let h=x.convertBackendValuesAndArrayBuffer(p,e.dtype);return this.convertAndCacheOnCPU(t,h),h}async read(t){if(!this.tensorMap.has(t))throw new Error(`Tensor ${t} was not registered!`);let e=this.tensorMap.get(t),{values:i}=e;if(i!=null)return i;let o;if(e.dtype==="complex64"){let s=await Promise.all([this.read(e.complexTensorInfos.real.dataId),this.read(e.complexTensorInfos.imag.dataId)]),n=s[0],a=s[1];o=y.mergeRealAndImagArrays(n,a)}else{let s=await this.getBufferData(e.resource);o=x.convertBackendValuesAndArrayBuffer(s,e.dtype)}return this.convertAndCacheOnCPU(t,o),o}copyBuffer(t){let e=t.size,i=t.usage,o=this.bufferManager.acquireBuffer(e,i);return this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(t,0,o,0,e),this.submitQueue(),o}createTensorFromGPUData(t,e,i){let o=t.buffer;if(i==="complex64")throw new Error("Cannot write to a complex64 dtype. ");let s={id:this.nextDataId()};this.tensorMap.set(s,{dtype:i,shape:e,values:null,refCount:1,external:t.zeroCopy});let n=this.tensorMap.get(s),a=ro(n.dtype)*x.sizeFromShape(n.shape);if(t.buffer.size<a)throw new Error(`GPUBuffer size(${t.buffer.size}) is smaller than tensor size(${a})!`);if((t.buffer.usage&(GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC))!==(GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC))throw new Error("GPUBuffer.usage should include GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC!");return t.zeroCopy!==!0&&(o=this.copyBuffer(o)),n.resource=o,at().makeTensorFromDataId(s,e,i,this)}readToGPU(t){let e=this.tensorMap.get(t),{values:i,dtype:o,shape:s,resource:n}=e;if(o==="complex64")throw new Error("Does not support reading buffer for complex64 dtype.");if(n==null)throw i!=null?new Error("Data is not on GPU but on CPU."):new Error("There is no data on GPU or CPU.");let a=n,u=a.size,p=a.usage,d=this.bufferManager.acquireBuffer(u,p);this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(n,0,d,0,u),this.submitQueue();let l=this.makeTensorInfo(s,o),c=at().makeTensorFromTensorInfo(l),m=this.tensorMap.get(l.dataId);return m.resource=d,{tensorRef:c,buffer:d}}bufferSync(t){let e=this.readSync(t.dataId);if(t.dtype==="string")try{let i=e.map(o=>x.decodeString(o));return xe(t.shape,t.dtype,i)}catch{throw new Error("Failed to decode encoded string bytes into utf-8")}return xe(t.shape,t.dtype,e)}async time(t){!this.supportTimestampQuery&&!this.hasTimestampQueryWarned&&(console.warn("This device doesn't support timestamp-query extension. Start Chrome browser with flag --enable-dawn-features=allow_unsafe_apis to try it again. Otherwise, zero will be shown for the kernel time when profiling mode is enabled."),this.hasTimestampQueryWarned=!0);let e=this.activeTimers,i=[],o=!1;this.programTimersStack==null?(this.programTimersStack=i,o=!0):this.activeTimers.push(i),this.activeTimers=i,t();let s=x.flatten(this.activeTimers.map(p=>p.query)).filter(p=>p!=null),n=x.flatten(this.activeTimers.map(p=>p.name)).filter(p=>p!=null);this.activeTimers=e,o&&(this.programTimersStack=null);let a={uploadWaitMs:this.uploadWaitMs,downloadWaitMs:this.downloadWaitMs,kernelMs:null,wallMs:null},u=await Promise.all(s);return a.kernelMs=x.sum(u),a.getExtraProfileInfo=()=>u.map((p,d)=>({name:n[d],ms:p})).map(p=>`${p.name}: ${p.ms}`).join(", "),this.uploadWaitMs=0,this.downloadWaitMs=0,a}makeTensorInfo(t,e,i){return e==="string"&&i!=null&&i.length>0&&x.isString(i[0])&&(i=i.map(s=>x.encodeString(s))),{dataId:this.write(i,t,e),shape:t,dtype:e}}tensorToBinding(t){if(!t)return null;let i=this.tensorMap.get(t.dataId).resource;return i instanceof GPUBuffer?{buffer:i}:i instanceof GPUTexture?i.createView():i}uploadToGPU(t){let e=this.tensorMap.get(t);if(e.resource!=null)return;let i=ro(e.dtype)*x.sizeFromShape(e.shape),o,s=GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC|GPUBufferUsage.COPY_DST;if(e.values){if(o=this.bufferManager.acquireBuffer(i,s,!0),o.mapState==="unmapped"){let n=this.bufferManager.acquireBuffer(i,GPUBufferUsage.MAP_WRITE|GPUBufferUsage.COPY_SRC,!0,!1),a=n.getMappedRange();e.dtype==="int32"||e.dtype==="bool"?new Int32Array(a).set(e.values):new Float32Array(a).set(e.values),n.unmap(),this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(n,0,o,0,i),this.stagingPendingDisposal.push(n)}else{let n=o.getMappedRange();e.dtype==="int32"||e.dtype==="bool"?new Int32Array(n).set(e.values):new Float32Array(n).set(e.values),o.unmap()}e.values=null}else o=this.bufferManager.acquireBuffer(i,s);e.resource=o}makeUniforms(t){let e=0,i=0,o=[],s=1;t.forEach(u=>{u.data.length===0&&(u.data=[1]);let p;switch(u.data.length){case 1:p=4;break;case 2:p=8;break;case 3:p=16;break;case 4:p=16;break;case 5:p=16;break;case 6:p=16;break;default:x.assert(!1,()=>`Unsupported ${u.data.length}D shape`)}(i===5||i===6)&&(p=16),p>s&&(s=p),e=Math.ceil(e/p)*p,i=u.data.length,o.push(e),e+=u.data.length*4}),e=Math.ceil(e/s)*s;let n=new ArrayBuffer(e);t.forEach((u,p)=>{let d=o[p];u.type==="int32"?new Int32Array(n,d,u.data.length).set(u.data):u.type==="uint32"?new Uint32Array(n,d,u.data.length).set(u.data):new Float32Array(n,d,u.data.length).set(u.data)});let a=this.bufferManager.acquireBuffer(e,GPUBufferUsage.COPY_DST|GPUBufferUsage.UNIFORM);return this.queue.writeBuffer(a,0,n,0,e),this.uniformPendingDisposal.push(a),{offset:0,size:e,buffer:a}}runWebGPUProgram(t,e,i,o,s){if(s||(s=this.makeTensorInfo(t.outputShape,i)),x.sizeFromShape(s.shape)===0)return this.tensorMap.get(s.dataId).values=x.getTypedArrayFromDType(s.dtype,0),s;this.uploadToGPU(s.dataId),t.dispatch=dc(this.device,t);let n=e.map((u,p)=>{if(u.dtype==="complex64")throw new Error("GPGPUProgram does not support complex64 input. For complex64 dtypes, please separate the program into real and imaginary parts.");return this.uploadToGPU(u.dataId),{dtype:this.tensorMap.get(u.dataId).dtype,shape:u.shape,name:t.variableNames[p]}});t.shaderKey=Nn(t,n,s);let a=M().getBool("WEBGPU_ENGINE_COMPILE_ONLY");return t.shaderKey in this.pipelineCache||(this.pipelineCache[t.shaderKey]=$n(this.device,t,n,s,a)),t.pipeline=this.pipelineCache[t.shaderKey],a||this.recordAndSubmit(t,s,e,o),s}recordAndSubmit(t,e,i,o){if(t.pipeline instanceof Promise)throw new Error("Please call checkCompileCompletionAsync to ensure parallel compilation is done!");let s=[],n=[],a="int32";if(t.pixelsOpType==null){s.push({type:"float32",data:[NaN]},{type:"float32",data:[1/0]}),n=i.concat(e).map(m=>m.shape);let c="int32";n.map(m=>{s.push({type:c,data:m});let h=x.computeStrides(m);s.push({type:c,data:h})})}else{let c=x.computeStrides(e.shape);s.push({type:a,data:c})}if(t.size){let c=x.sizeFromShape(t.outputShape);s.push({type:a,data:[t.outputComponent?c/t.outputComponent:c]})}o&&(s=[...s,...o]);let u=[this.tensorToBinding(e),...i.map(c=>this.tensorToBinding(c)),this.makeUniforms(s)];i.forEach(c=>{this.commandQueueOwnedIds.add(c.dataId)}),this.commandQueueOwnedIds.add(e.dataId);let p=this.device.createBindGroup({layout:t.pipeline.getBindGroupLayout(0),entries:u.map((c,m)=>({binding:m,resource:c}))}),d=this.activeTimers!=null;this.ensureCommandEncoderReady();let l={};d&&this.supportTimestampQuery?(this.endComputePassEncoder(),this.querySet==null&&(this.querySet=this.device.createQuerySet({type:"timestamp",count:this.querySetCount})),l.timestampWrites={querySet:this.querySet,beginningOfPassWriteIndex:0,endOfPassWriteIndex:1},this.computePassEncoder=this.commandEncoder.beginComputePass(l)):this.computePassEncoder||(this.computePassEncoder=this.commandEncoder.beginComputePass(l)),this.computePassEncoder.setPipeline(t.pipeline),this.computePassEncoder.setBindGroup(0,p),this.computePassEncoder.dispatchWorkgroups(t.dispatch[0],t.dispatch[1],t.dispatch[2]),this.dispatchCountInPass++,(d||M().get("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")<=this.dispatchCountInPass||t.pixelsOpType===ve.DRAW)&&(this.endComputePassEncoder(),d?this.activeTimers.push({name:t.constructor.name,query:this.getQueryTime()}):this.submitQueue())}async getQueryTime(){if(!this.supportTimestampQuery)return 0;this.queryResolveBuffer==null&&(this.queryResolveBuffer=this.bufferManager.acquireBuffer(this.querySetCount*8,GPUBufferUsage.COPY_SRC|GPUBufferUsage.COPY_DST|GPUBufferUsage.QUERY_RESOLVE)),this.commandEncoder.resolveQuerySet(this.querySet,0,this.querySetCount,this.queryResolveBuffer,0);let t=this.bufferManager.acquireBuffer(this.querySetCount*8,GPUBufferUsage.MAP_READ|GPUBufferUsage.COPY_DST);this.commandEncoder.copyBufferToBuffer(this.queryResolveBuffer,0,t,0,this.querySetCount*8),this.submitQueue(),await t.mapAsync(GPUMapMode.READ);let e=new BigUint64Array(t.getMappedRange()),i=Number(e[1]-e[0])/1e6;return t.unmap(),this.bufferManager.releaseBuffer(t),i}shouldExecuteOnCPU(t,e=pc){return M().getBool("WEBGPU_CPU_FORWARD")&&t.every(i=>this.tensorMap.get(i.dataId).resource==null&&x.sizeFromShape(i.shape)<e)}numDataIds(){return this.tensorMap.numDataIds()-this.tensorDataPendingDisposal.length}dispose(){this.disposed||(this.querySet!=null&&this.querySet.destroy(),this.bufferManager.dispose(),this.textureManager.dispose(),this.disposed=!0)}};Ne.nextDataId=0;gt()&&ut("webgpu",async()=>{let r={powerPreference:M().get("WEBGPU_USE_LOW_POWER_GPU")?"low-power":"high-performance"},t=await navigator.gpu.requestAdapter(r),e={},i=[];t.features.has("timestamp-query")&&i.push("timestamp-query"),t.features.has("bgra8unorm-storage")&&i.push(["bgra8unorm-storage"]),e.requiredFeatures=i;let o=t.limits;e.requiredLimits={maxComputeWorkgroupStorageSize:o.maxComputeWorkgroupStorageSize,maxComputeWorkgroupsPerDimension:o.maxComputeWorkgroupsPerDimension,maxStorageBufferBindingSize:o.maxStorageBufferBindingSize,maxBufferSize:o.maxBufferSize,maxComputeWorkgroupSizeX:o.maxComputeWorkgroupSizeX,maxComputeInvocationsPerWorkgroup:o.maxComputeInvocationsPerWorkgroup};let s=await t.requestDevice(e),n="info"in t?t.info:"requestAdapterInfo"in t?await t.requestAdapterInfo():void 0;return new Ne(s,n)},3);var z;(function(r){r[r.ADD=0]="ADD",r[r.ATAN2=1]="ATAN2",r[r.COMPLEX_MULTIPLY_IMAG=2]="COMPLEX_MULTIPLY_IMAG",r[r.COMPLEX_MULTIPLY_REAL=3]="COMPLEX_MULTIPLY_REAL",r[r.DIV=4]="DIV",r[r.ELU_DER=5]="ELU_DER",r[r.EQUAL=6]="EQUAL",r[r.FLOOR_DIV=7]="FLOOR_DIV",r[r.GREATER=8]="GREATER",r[r.GREATER_EQUAL=9]="GREATER_EQUAL",r[r.LESS=10]="LESS",r[r.LESS_EQUAL=11]="LESS_EQUAL",r[r.LOGICAL_AND=12]="LOGICAL_AND",r[r.LOGICAL_OR=13]="LOGICAL_OR",r[r.MAX=14]="MAX",r[r.MIN=15]="MIN",r[r.MOD=16]="MOD",r[r.MUL=17]="MUL",r[r.NOT_EQUAL=18]="NOT_EQUAL",r[r.POW=19]="POW",r[r.PRELU=20]="PRELU",r[r.SQUARED_DIFFERENCE=21]="SQUARED_DIFFERENCE",r[r.SUB=22]="SUB"})(z||(z={}));var cc="let resultTemp = a + b;",lc="let resultTemp = atan2(a, b);",mc="let resultTemp = areal * breal - aimag * bimag;",hc="let resultTemp = areal * bimag + aimag * breal;",fc="let resultTemp = a / b;",gc="let resultTemp = select(a * (b + 1.0), a, b >= b - b);",xc=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a == b);
`,Cc=`
  let remainder =
      select(a % b, round(a % b), (round(a) == a) & (round(b) == b));
  let quotient = (a - remainder) / b;
  let resultTemp =
      round(select(quotient, quotient - 1, sign(remainder) == -sign(b)));
`,wc=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a > b);
`,yc=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a >= b);
`,Sc=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a < b);
`,bc=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a <= b);
`,vc="return f32(a >= 1.0 && b >= 1.0);",kc=`return (vec4<f32>(a >= vec4<f32>(1.0)) *
  vec4<f32>(b >= vec4<f32>(1.0)));`,Ic="return f32(a >= 1.0 || b >= 1.0);",Rc=`return min(vec4<f32>(a >= vec4<f32>(1.0)) +
  vec4<f32>(b >= vec4<f32>(1.0)), vec4<f32>(1.0));`,Pc="let resultTemp = max(a, b);",Dc="let resultTemp = min(a, b);",zc=`
  let isNaN = b == 0.;
  var resultTemp = a % b;
  resultTemp = select((resultTemp + b) % b, resultTemp,
      (a < 0. && b < 0.) || (a >= 0. && b > 0.));
`,$c=`
  let isNaN = !vec4<bool>(b);
  var resultTemp = vec4<f32>(a % b);
  if (!((a[0] < 0. && b[0] < 0.) || (a[0] >= 0. && b[0] > 0.))) {
    resultTemp[0] = (resultTemp[0] + b[0]) % b[0];
  }
  if (!((a[1] < 0. && b[1] < 0.) || (a[1] >= 0. && b[1] > 0.))) {
    resultTemp[1] = (resultTemp[1] + b[1]) % b[1];
  }
  if (!((a[2] < 0. && b[2] < 0.) || (a[2] >= 0. && b[2] > 0.))) {
    resultTemp[2] = (resultTemp[2] + b[2]) % b[2];
  }
  if (!((a[3] < 0. && b[3] < 0.) || (a[3] >= 0. && b[3] > 0.))) {
    resultTemp[3] = (resultTemp[3] + b[3]) % b[3];
  }
`,Nc="let resultTemp = a * b;",Ac=`
  var resultTemp = f32(a != b);
  let valueForNaN = 1.0;
`,Tc=`
  var resultTemp = vec4<f32>(a != b);
  let valueForNaN = 1.0;
`,Lc=`
  let isNaN = a < 0.0 && floor(b) < b;
  if (b == 0.0) {
    return 1.0;
  }
  var resultTemp = select(sign(a) * pow(abs(a), b), pow(abs(a), b),
      round(abs(b) % 2.0) != 1.0);
`,Bc=`
  let isModRound1Bool = vec4<i32>(round(abs(b) % vec4<f32>(2.0))) == vec4<i32>(1);
  let isModRound1 = vec4<f32>(isModRound1Bool);
  let multiplier = sign(a) * isModRound1 + (vec4<f32>(1.0) - isModRound1);
  var resultTemp = multiplier * pow(abs(a), b);

  // Ensure that a^0 = 1, including 0^0 = 1 as this correspond to TF and JS
  let isExpZero = b == vec4<f32>(0.0);
  if (isExpZero.r) {
    resultTemp.r = 1.0;
  }
  if (isExpZero.g) {
    resultTemp.g = 1.0;
  }
  if (isExpZero.b) {
    resultTemp.b = 1.0;
  }
  if (isExpZero.a) {
    resultTemp.a = 1.0;
  }
  let isNaN = (a < vec4<f32>(0.0)) & (floor(b) < b);
`,Fc="if (a < 0.0) { return b * a; }  return a;",Uc=`
  let aLessThanZero = vec4<f32>(a < vec4<f32>(0.0));
  return (aLessThanZero * (b * a)) + ((vec4<f32>(1.0) - aLessThanZero) * a);
`,_c="let resultTemp = (a - b) * (a - b);",Ec="let resultTemp = a - b;";function We(r,t){let e;do{switch(r){case z.ATAN2:e=lc;break;case z.MAX:e=Pc;break;case z.MIN:e=Dc;break;case z.MOD:e=t?$c:zc;break;case z.NOT_EQUAL:e=t?Tc:Ac;break;case z.POW:e=t?Bc:Lc;break;default:continue}let i,o,s;return t?(i="isnanVec4",o="vec4<f32>",s="vec4<bool>"):(i="isnan",o="f32",s="bool"),`
      let aIsNaN = ${i}(a);
      let aPostLegalization = select(a, ${o}(42), aIsNaN);
      let bIsNaN = ${i}(b);
      let bPostLegalization = select(b, ${o}(42), bIsNaN);
      let isNaN = false;
      let valueForNaN = uniforms.NAN;
      {
        let a = aPostLegalization;
        let b = bPostLegalization;
        ${e}
        return select(
            resultTemp, ${o}(valueForNaN),
            ${s}(isNaN) | aIsNaN | bIsNaN);
      }
    `}while(!1);switch(r){case z.ADD:e=cc;break;case z.COMPLEX_MULTIPLY_IMAG:e=hc;break;case z.COMPLEX_MULTIPLY_REAL:e=mc;break;case z.DIV:e=fc;break;case z.ELU_DER:e=gc;break;case z.EQUAL:e=xc;break;case z.FLOOR_DIV:e=Cc;break;case z.GREATER:e=wc;break;case z.GREATER_EQUAL:e=yc;break;case z.LESS:e=Sc;break;case z.LESS_EQUAL:e=bc;break;case z.LOGICAL_AND:return t?kc:vc;case z.LOGICAL_OR:return t?Rc:Ic;case z.MUL:e=Nc;break;case z.PRELU:return t?Uc:Fc;case z.SQUARED_DIFFERENCE:e=_c;break;case z.SUB:e=Ec;break;default:}return`
    ${e}
    return resultTemp;
  `}var k;(function(r){r[r.ABS=0]="ABS",r[r.ACOS=1]="ACOS",r[r.ACOSH=2]="ACOSH",r[r.ASIN=3]="ASIN",r[r.ASINH=4]="ASINH",r[r.ATAN=5]="ATAN",r[r.ATANH=6]="ATANH",r[r.CEIL=7]="CEIL",r[r.COS=8]="COS",r[r.COSH=9]="COSH",r[r.ELU=10]="ELU",r[r.ERF=11]="ERF",r[r.EXP=12]="EXP",r[r.EXPM1=13]="EXPM1",r[r.FLOOR=14]="FLOOR",r[r.IS_FINITE=15]="IS_FINITE",r[r.IS_INF=16]="IS_INF",r[r.IS_NAN=17]="IS_NAN",r[r.LINEAR=18]="LINEAR",r[r.LOG=19]="LOG",r[r.LOG1P=20]="LOG1P",r[r.LOGICAL_NOT=21]="LOGICAL_NOT",r[r.NEG=22]="NEG",r[r.RELU=23]="RELU",r[r.RELU6=24]="RELU6",r[r.LEAKYRELU=25]="LEAKYRELU",r[r.RECIPROCAL=26]="RECIPROCAL",r[r.ROUND=27]="ROUND",r[r.RSQRT=28]="RSQRT",r[r.SELU=29]="SELU",r[r.SIGMOID=30]="SIGMOID",r[r.SIGN=31]="SIGN",r[r.SIN=32]="SIN",r[r.SINH=33]="SINH",r[r.SOFTPLUS=34]="SOFTPLUS",r[r.SQRT=35]="SQRT",r[r.SQUARE=36]="SQUARE",r[r.STEP=37]="STEP",r[r.TAN=38]="TAN",r[r.TANH=39]="TANH",r[r.TO_INT=40]="TO_INT"})(k||(k={}));var Mc="return abs(a);",Oc=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  return acos(a);
`,Wc=`
  if (a < 1.) {
    return uniforms.NAN;
  }
  return acosh(a);
`,Hc=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  return asin(a);
`,Gc="return asinh(a);",Vc=`
  if (isnan(a)) {
    return uniforms.NAN;
  }
  return atan(a);
`,qc=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  if (a == 1.) {
    return uniforms.INFINITY;
  }
  if (a == -1.) {
    return -uniforms.INFINITY;
  }
  return atanh(a);
`,Kc="return ceil(a);",Xc="return cos(a);",jc=`
  let e2x = exp(-a);
  return (e2x + 1.0 / e2x) / 2.0;
`,Yc="return exp(a) - 1.0;",Qc="if (a >= 0.0) { return a; }  return (exp(a) - 1.0);",Zc=`
  var resFloat = exp(a) - vec4<f32>(1.0);
  if (a.r >= 0.0) {
    resFloat.r = a.r;
  }
  if (a.g >= 0.0) {
    resFloat.g = a.g;
  }
  if (a.b >= 0.0) {
    resFloat.b = a.b;
  }
  if (a.a >= 0.0) {
    resFloat.a = a.a;
  }
  return resFloat;
`,Jc=`
  // Error function is calculated approximately with elementary function.
  // See "Handbook of Mathematical Functions with Formulas,
  // Graphs, and Mathematical Tables", Abramowitz and Stegun.
  let p = ${y.ERF_P};
  let a1 = ${y.ERF_A1};
  let a2 = ${y.ERF_A2};
  let a3 = ${y.ERF_A3};
  let a4 = ${y.ERF_A4};
  let a5 = ${y.ERF_A5};

  let sign = sign(a);
  let absA = abs(a);
  let t = 1.0 / (1.0 + p * absA);
  return sign * (1.0 - (((((a5 * t + a4) * t) + a3) * t + a2) * t + a1) * t * exp(-absA * absA));
`,el="return exp(a);",tl="return floor(a);",rl="return f32(!isnan(a) && !isinf(a));",ol="return f32(isinf(a));",il="return f32(isnan(a));",sl="return a;",nl=`if (a < 0.0) { return uniforms.NAN; }
  return log(a);`,al=`
  if (isnan(a)) { return a; }
  return log(1.0 + a);
`,ul="return f32(!(a >= 1.0));",pl="return -a;",dl="if (a < 0.0) { return uniforms.alpha * a; } return a;",cl=`
  let aLessThanZero = vec4<f32>(a < vec4<f32>(0.0));
  return (aLessThanZero * (uniforms.alpha * a)) + ((vec4<f32>(1.0) - aLessThanZero) * a);
`,ll="return 1.0 / a;",ml="return select(a, 0.0, a < 0.0);",hl="return clamp(a, 0.0, 6.0);",fl="return clamp(a, vec4<f32>(0.0, 0.0, 0.0, 0.0), vec4<f32>(6.0, 6.0, 6.0, 6.0));",gl=`
  return select(a, vec4<f32>(0.0), a < vec4<f32>(0.0));
`,xl="return round(a);",Cl="return inverseSqrt(a);",wl=`
  if (a >= 0.0) {
    return ${y.SELU_SCALE} * a;
  } else {
    return ${y.SELU_SCALEALPHA} * (exp(a) - 1.0);
  }
`,yl="return 1.0 / (1.0 + exp(-1.0 * a));",Sl="return sign(a);",bl="return sin(a);",vl=`
  let e2x = exp(a);
  return (e2x - 1.0 / e2x) / 2.0;
`,kl=`
  let epsilon = 1.1920928955078125e-7;
  let threshold = log(epsilon) + 2.0;

  let too_large = a > -threshold;
  let too_small = a < threshold;
  let exp_a = exp(a);

  if (too_large) {
    return a;
  } else if (too_small) {
    return exp_a;
  } else {
    return log(exp_a + 1.0);
  }
`,Il="return sqrt(a);",Rl="return a * a;",Pl=`
  if (isnan(a)) {
    return a;
  }

  return select(uniforms.stepAlpha, 1.0, a > 0.0);
`,Dl="return tan(a);",zl=`
  let e2x = exp(-2.0 * abs(a));
  return sign(a) * (1.0 - e2x) / (1.0 + e2x);
`,$l="return f32(i32((a)));";function ke(r,t){switch(r){case k.ABS:return Mc;case k.ACOS:return Oc;case k.ACOSH:return Wc;case k.ASIN:return Hc;case k.ASINH:return Gc;case k.ATAN:return Vc;case k.ATANH:return qc;case k.COS:return Xc;case k.COSH:return jc;case k.CEIL:return Kc;case k.ELU:return t?Zc:Qc;case k.ERF:return Jc;case k.EXP:return el;case k.EXPM1:return Yc;case k.FLOOR:return tl;case k.IS_FINITE:return rl;case k.IS_INF:return ol;case k.IS_NAN:return il;case k.LINEAR:return sl;case k.LOG:return nl;case k.LOG1P:return al;case k.LOGICAL_NOT:return ul;case k.NEG:return pl;case k.LEAKYRELU:return t?cl:dl;case k.RECIPROCAL:return ll;case k.RELU:return t?gl:ml;case k.RELU6:return t?fl:hl;case k.ROUND:return xl;case k.RSQRT:return Cl;case k.SELU:return wl;case k.SIGMOID:return yl;case k.SIGN:return Sl;case k.SIN:return bl;case k.SINH:return vl;case k.SOFTPLUS:return kl;case k.SQRT:return Il;case k.SQUARE:return Rl;case k.STEP:return Pl;case k.TAN:return Dl;case k.TANH:return zl;case k.TO_INT:return $l;default:throw new Error(`BinaryType ${r} is not implemented!`)}}function J(r,t=!1,e=!1,i=3){if(r===null)return"";let o="";if(r==="linear")o=ke(k.LINEAR);else if(r==="relu")o=ke(k.RELU,e);else if(r==="elu")o=ke(k.ELU,e);else if(r==="relu6")o=ke(k.RELU6,e);else if(r==="prelu")o=We(z.PRELU,e);else if(r==="sigmoid")o=ke(k.SIGMOID,e);else if(r==="leakyrelu")o=ke(k.LEAKYRELU,e);else throw new Error(`Activation ${r} has not been implemented for the WebGPU backend.`);let n=B(e?4:1),a="";return t?a=`
      fn activation(a : ${n}, coords : vec${i}<i32>) -> ${n} {
        let b = getPreluActivationWeightsByOutputCoords(coords);
        ${o}
      }`:a=`
      fn activation(a : ${n}, coords : vec${i}<i32>) -> ${n} {
        ${o}
      }`,a}function se(r,t){return`
      ${r?"value = value + getBiasByOutputCoords(coords);":""}
      ${t?"value = activation(value, coords);":""}
      `}function oo(r,t,e=!1,i=!1,o=!1,s=1){x.assert(r&&s===1||!r,()=>`transposeA ${r} is not compatible with component size ${s}`);let n=`
      ${r?"value = getA(batch, col, row);":"value = getA(batch, row, col);"}

    `,a=t?"value = getB(batch, col, row);":"value = getB(batch, row, col);";return`
  fn mm_readA(batch: i32, row: i32, col: i32) -> ${B(s)} {
    var value = ${B(s)}(0.0);
    ${e&&o?n:`
    ${r?"if(row < uniforms.dimAOuter && col < uniforms.dimInner)":"if(row < uniforms.aShape[1] && col < uniforms.aShape[2])"}
    {
      ${n}
    }
    `}
    return value;
  }

  fn mm_readB(batch: i32, row: i32, col: i32) -> ${B(s)} {
    var value = ${B(s)}(0.0);
    ${a}
    return value;
  }
  `}function et(r,t,e,i,o=!1,s=!1,n=!1,a=1){return`
  ${oo(e,i,o,s,n,a)}
  fn mm_write(batch: i32, row: i32, col: i32, valueIn: ${B(a)}) {
    ${o&&s?"":"if (row < uniforms.dimAOuter && col < uniforms.dimBOuter)"}
    {
      var value = valueIn;
      let coords = vec3<i32>(batch, row, col);
      ${se(r,t)}
      setOutputAtCoords(coords[0], coords[1], coords[2], value);
    }
  }
  `}var Nl=(r,t)=>r?`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          kStart + inputRow,
          globalRowStart + inputCol * ${t});
        `:`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          globalRow + innerRow,
          kStart + inputCol * ${t});
        `,Al=(r,t,e,i)=>{if(r)return`
      for (var k = 0; k < ${i}; k++) {
        let BCached0 = mm_Bsub[k][tileCol];
        let ACached0 = mm_Asub[k][localRow];
        for (var i = 0; i < ${e}; i++) {
          acc[i] = fma(BCached0, vec4<f32>(ACached0[i]), acc[i]);
        }
      }`;{let o="",s="";for(let n=0;n<t;n++)o+=`let BCached${n} = mm_Bsub[k * ${t} + ${n}][tileCol];`,s+=`acc[i] = fma(BCached${n}, vec4<f32>(ACached[${n}]), acc[i]);`;return`
      for (var k = 0; k < ${i/t}; k++) {
        ${o}
        for (var i = 0; i < ${e}; i++) {
          let ACached = mm_Asub[tileRow + i][k];
          ${s}
        }
      }`}};function Fe(r,t,e=!1,i=32,o=!1,s=32,n=!1){let a=t[1]*r[1],u=t[0]*r[0],p=e?a:i,d=e?i:a,l=p/t[0],c=i/t[1],m=r[1],h=r[0];return x.assert((e&&l===4&&r[1]===4||!e&&(l===3||l===4))&&p%t[0]===0&&i%t[1]===0&&r[0]===4,()=>`If transposeA ${e} is true, innerElementSize ${l} and workPerThread[1] ${r[1]} must be 4.
          Otherwise, innerElementSize ${l} must be 3 or 4.
      tileAWidth ${p} must be divisible by workgroupSize[0]${t[0]}. tileInner ${i} must be divisible by workgroupSize[1] ${t[1]}. colPerThread ${r[0]} must be 4.`),`
  var<workgroup> mm_Asub : array<array<vec${l}<f32>, ${p/l}>, ${d}>;
  var<workgroup> mm_Bsub : array<array<vec4<f32>, ${u/r[0]}>, ${i}>;

  ${C()} {
    let localRow = i32(localId.y);
    let tileRow = localRow * ${m};
    let tileCol = i32(localId.x);

    let globalRow = i32(globalId.y) * ${m};
    let globalCol = i32(globalId.x) * ${h};
    let batch = ${o?"0":"i32(globalId.z)"};
    let batchA = ${o||!n?"batch":"batch % uniforms.aShape[0]"};
    let batchB = ${o||!n?"batch":"batch % uniforms.bShape[0]"};
    let globalRowStart = i32(workgroupId.y) * ${a};

    let numTiles = ${o?`${Math.ceil(s/i)}`:`(uniforms.dimInner - 1) / ${i} + 1`};
    var kStart = ${o?`i32(globalId.z) * ${s}`:"0"};

    var acc: array<vec4<f32>, ${m}>;

    // Loop over shared dimension.
    let tileRowB = localRow * ${c};
    for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        for (var innerRow = 0; innerRow < ${m}; innerRow++) {
            let inputRow = tileRow + innerRow;
            let inputCol = tileCol;
            ${Nl(e,l)}
        }

        // Load one tile of B into local memory.
        for (var innerRow = 0; innerRow < ${c}; innerRow++) {
            let inputRow = tileRowB + innerRow;
            let inputCol = tileCol;
            mm_Bsub[inputRow][inputCol] = mm_readB(batchB, kStart + inputRow, globalCol);
        }
        kStart = kStart + ${i};
        workgroupBarrier();

        // Compute acc values for a single thread.
        ${Al(e,l,m,i)}
        workgroupBarrier();
    }

    for (var innerRow = 0; innerRow < ${m}; innerRow++) {
        mm_write(batch, globalRow + innerRow, globalCol, acc[innerRow]);
    }
  }`}var Bn=r=>r?`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          kStart + inputRow,
          globalRowStart + inputCol);
        `:`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          globalRowStart + inputRow,
          kStart + inputCol);
        `,Tl=r=>r?"let ACached = mm_Asub[k][tileRow + innerRow];":"let ACached = mm_Asub[tileRow + innerRow][k];";function Ue(r,t,e=!1,i=32,o=!1,s=32,n=!1,a=!1){let u=r[1]*t[1],p=r[0]*t[0],d=e?u:i,l=e?i:u;x.assert(l%t[1]===0&&d%t[0]===0&&i%t[1]===0,()=>`tileAHight ${l} must be divisible by workgroupSize[1]${t[1]}, tileAWidth ${d} must be divisible by workgroupSize[0]${t[0]}, tileInner ${i} must be divisible by workgroupSize[1]${t[1]}`);let c=l/t[1],m=d/t[0],h=i/t[1],f=r[1],g=r[0],S=n?`
      let localRow = i32(localId.y);
      let localCol = i32(localId.x);
      let globalRowStart = i32(workgroupId.y) * ${u};
      let globalColStart = i32(workgroupId.x) * ${p};

      // Loop over shared dimension.
      for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        for (var inputRow = localRow; inputRow < ${l}; inputRow = inputRow + ${t[1]}) {
          for (var inputCol = localCol; inputCol < ${d}; inputCol = inputCol + ${t[0]}) {
            ${Bn(e)}
          }
        }
        // Load one tile of B into local memory.
        for (var inputRow = localRow; inputRow < ${i}; inputRow = inputRow + ${t[1]}) {
              for (var inputCol = localCol; inputCol < ${p}; inputCol = inputCol + ${t[0]}) {
            mm_Bsub[inputRow][inputCol] = mm_readB(batchB,
              kStart + inputRow,
              globalColStart + inputCol);
          }
        }
        kStart = kStart + ${i};
        workgroupBarrier();

        // Compute acc values for a single thread.
        var BCached : array<f32, ${g}>;
        for (var k = 0; k < ${i}; k++) {
          for (var inner = 0; inner < ${g}; inner++) {
            BCached[inner] = mm_Bsub[k][localCol + inner * ${t[0]}];
          }
          for (var innerRow = 0; innerRow < ${f}; innerRow++) {
            let ACached = ${e?`mm_Asub[k][localRow + innerRow * ${t[1]}];`:`mm_Asub[localRow + innerRow * ${t[1]}][k];`}
            for (var innerCol = 0; innerCol < ${g}; innerCol++) {
              acc[innerRow][innerCol] =
                  fma(ACached, BCached[innerCol], acc[innerRow][innerCol]);
            }
          }
        }
        workgroupBarrier();
      }
      for (var innerRow = 0; innerRow < ${f}; innerRow++) {
        let gRow = globalRowStart + localRow + innerRow * ${t[1]};
        for (var innerCol = 0; innerCol < ${g}; innerCol++) {
          let gCol = globalColStart + localCol + innerCol * ${t[0]};
          mm_write(batch, gRow, gCol, acc[innerRow][innerCol]);
        }
      }
      `:`
  let tileRow = i32(localId.y) * ${f};
  let tileCol = i32(localId.x) * ${g};

  let globalRow = i32(globalId.y) * ${f};
  let globalCol = i32(globalId.x) * ${g};
  let globalRowStart = i32(workgroupId.y) * ${u};

  let tileRowA = i32(localId.y) * ${c};
  let tileColA = i32(localId.x) * ${m};
  let tileRowB = i32(localId.y) * ${h};
  // Loop over shared dimension.
  for (var t = 0; t < numTiles; t++) {
    // Load one tile of A into local memory.
    for (var innerRow = 0; innerRow < ${c}; innerRow++) {
      for (var innerCol = 0; innerCol < ${m}; innerCol++) {
        let inputRow = tileRowA + innerRow;
        let inputCol = tileColA + innerCol;
        ${Bn(e)}
      }
    }

    // Load one tile of B into local memory.
    for (var innerRow = 0; innerRow < ${h}; innerRow++) {
      for (var innerCol = 0; innerCol < ${g}; innerCol++) {
        let inputRow = tileRowB + innerRow;
        let inputCol = tileCol + innerCol;
        mm_Bsub[inputRow][inputCol] = mm_readB(batchB,
          kStart + inputRow,
          globalCol + innerCol);
      }
    }
    kStart = kStart + ${i};
    workgroupBarrier();

    // Compute acc values for a single thread.
    var BCached : array<f32, ${g}>;
    for (var k = 0; k < ${i}; k++) {
      for (var inner = 0; inner < ${g}; inner++) {
        BCached[inner] = mm_Bsub[k][tileCol + inner];
      }

      for (var innerRow = 0; innerRow < ${f}; innerRow++) {
        ${Tl(e)}
        for (var innerCol = 0; innerCol < ${g}; innerCol++) {
          acc[innerRow][innerCol] =
              fma(ACached, BCached[innerCol], acc[innerRow][innerCol]);
        }
      }
    }

    workgroupBarrier();
  }

  for (var innerRow = 0; innerRow < ${f}; innerRow++) {
    for (var innerCol = 0; innerCol < ${g}; innerCol++) {
      mm_write(batch, globalRow + innerRow, globalCol + innerCol,
          acc[innerRow][innerCol]);
    }
  }
  `;return`
    var<workgroup> mm_Asub : array<array<f32, ${d}>, ${l}>;
    var<workgroup> mm_Bsub : array<array<f32, ${p}>, ${i}>;

    ${C()} {
      let batch = ${o?"0":"i32(globalId.z)"};
      let batchA = ${o||!a?"batch":"batch % uniforms.aShape[0]"};
      let batchB = ${o||!a?"batch":"batch % uniforms.bShape[0]"};
      let numTiles = ${o?`${Math.ceil(s/i)}`:`(uniforms.dimInner - 1) / ${i} + 1`};
      var kStart = ${o?`i32(globalId.z) * ${s}`:"0"};

      var acc : array<array<f32, ${g}>, ${f}>;

      // Without this initialization strange values show up in acc.
      for (var innerRow = 0; innerRow < ${f}; innerRow++) {
        for (var innerCol = 0; innerCol < ${g}; innerCol++) {
          acc[innerRow][innerCol] = 0.0;
        }
      }
      ${S}
    }
  `}var Ll=r=>r?`
      mm_readA(batchA, colA, globalRow),
      mm_readA(batchA, colA + 1, globalRow),
      mm_readA(batchA, colA + 2, globalRow),
      mm_readA(batchA, colA + 3, globalRow)
  `:`
      mm_readA(batchA, globalRow, colA),
      mm_readA(batchA, globalRow, colA + 1),
      mm_readA(batchA, globalRow, colA + 2),
      mm_readA(batchA, globalRow, colA + 3)
  `;function Bl(r,t=!1){x.assert(r[1]===1&&r[2]===1,()=>`A linear work group size is required. But got ${r}.`);let e=r[0]*4;return`
    var<workgroup> mm_Asub : array<vec4<f32>, ${r[0]}>;

    ${C()} {
      let tileCol = i32(localId.x);
      let globalCol = i32(globalId.x);
      let globalRow = i32(globalId.y);

      let numTiles = (uniforms.dimInner - 1) / ${e} + 1;
      let batch = i32(globalId.z);
      let batchA = batch % uniforms.aShape[0];
      let batchB = batch % uniforms.bShape[0];
      // Without this initialization strange values show up in acc.
      var acc = 0.0;

      // Loop over shared dimension.
      for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        let colA = t * ${e} + tileCol * 4;
        mm_Asub[tileCol] = vec4<f32>(${Ll(t)});
        workgroupBarrier();

        // Compute acc values for a single thread.
        for (var k = 0; k < ${e/4}; k++) {
          let rowB = t * ${e} + k * 4;
          let BCached = vec4<f32>(mm_readB(batchB, rowB, globalCol),
                              mm_readB(batchB, rowB + 1, globalCol),
                              mm_readB(batchB, rowB + 2, globalCol),
                              mm_readB(batchB, rowB + 3, globalCol));

          let ACached = mm_Asub[k];
          acc = acc + dot(ACached, BCached);
        }

        workgroupBarrier();
      }

      mm_write(batch, globalRow, globalCol, acc);
    }
  `}var Ct=class{constructor(t,e,i=!1,o=!1,s=null,n=null,a=null,u=!1){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.outputShape=e,this.dispatchLayout={x:[2],y:[1],z:[0]};let p=i?t[1]:t[2];if(this.isVec4=(p%4===0&&!i||e[1]%4===0&&i)&&e[2]%4===0&&!o,this.outputComponent=this.isVec4?4:1,this.isVectorA=e[1]===1&&!i,!this.isVec4&&this.isVectorA)this.elementsPerThread=[1,1,1],this.workgroupSize=[32,1,1];else{let c=Tn(e[1],p,e[2],i);this.workgroupSize=c.workgroupSize,this.elementsPerThread=c.elementsPerThread}this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,this.elementsPerThread);let d=s!=null,l=a!=null;d&&this.variableNames.push("bias"),l&&this.variableNames.push("preluActivationWeights"),this.sequentialAccessByThreads=u,this.transposeA=i,this.transposeB=o,this.addBias=d,this.activation=n,this.hasPreluActivationWeights=l,[this.fitAOuter,this.fitBOuter,this.fitInner]=this.getShapeFit(e[1],e[2],p),this.shaderKey=`matMulPacked_${this.elementsPerThread}_${i}_${o}_${this.activation}_${this.fitAOuter}_${this.fitBOuter}_${this.fitInner}_${this.isVec4}_${this.isVectorA}_${this.sequentialAccessByThreads}`}getShapeFit(t,e,i){let o=this.workgroupSize[1]*this.elementsPerThread[1],s=this.workgroupSize[0]*this.elementsPerThread[0];!this.isVec4&&this.isVectorA?this.tileInner=this.workgroupSize[0]*4:this.tileInner=s;let n=t%o===0,a=e%s===0,u=i%this.tileInner===0;return[n,a,u]}getUserCode(){return`
      ${J(this.activation,this.hasPreluActivationWeights,this.isVec4)}
      ${et(this.addBias,this.activation,!1,this.transposeB,this.fitAOuter,this.fitBOuter,this.fitInner,this.isVec4?4:1)}
      ${this.isVec4?Fe(this.elementsPerThread,this.workgroupSize,this.transposeA,this.tileInner,!1,null,!0):this.isVectorA?Bl(this.workgroupSize,this.transposeA):Ue(this.elementsPerThread,this.workgroupSize,this.transposeA,this.tileInner,!1,null,this.sequentialAccessByThreads,!0)}
    `}};function Fl(r){return`
    var<workgroup> sumValues : array<f32, ${r}>;
    ${C()} {
      let coords = getOutputCoords();
      let batch = coords[0];
      let batchA = batch % uniforms.aShape[0];
      let batchB = batch % uniforms.bShape[0];
      let row = coords[1];
      let col = coords[2];
      var sum = 0.0;
      let Length = uniforms.dimInner;
      for (var k = i32(localId.x); k < Length; k = k + ${r}) {
        let dataA = mm_readA(batchA, row, k);
        let dataB = mm_readB(batchB, k, col);
        sum = sum + dataA * dataB;
      }
      sumValues[localId.x] = sum;
      workgroupBarrier();

      for(var currentSize = ${r/2}u; currentSize > 1u;
          currentSize = currentSize / 2u) {
        if (localId.x < currentSize)
        {
          sumValues[localId.x] = sumValues[localId.x] + sumValues[localId.x + currentSize];
        }
        workgroupBarrier();
      }

      if (localId.x == 0u) {
        sum = sumValues[0] + sumValues[1];
        mm_write(batch, row, col, sum);
      }
    }
  `}var wt=class{constructor(t,e=!1,i=!1,o=null,s=null,n=null){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[256,1,1],this.outputShape=t,this.dispatchLayout={x:[],y:[1,2],z:[0]},this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize);let a=o!=null,u=n!=null;a&&this.variableNames.push("bias"),u&&this.variableNames.push("preluActivationWeights"),this.transposeA=e,this.transposeB=i,this.addBias=a,this.activation=s,this.hasPreluActivationWeights=u,this.shaderKey=`matMulReduce_${this.activation}_${e}_${i}`}getUserCode(){return`
      ${J(this.activation,this.hasPreluActivationWeights)}
      ${et(this.addBias,this.activation,this.transposeA,this.transposeB)}
      ${Fl(this.workgroupSize[0])}
    `}};function Ul(r){let t=r[1],e=r[0],i=t>e?t:e;return`
  var<workgroup> mm_Asub : array<array<f32, ${i}>, ${t}>;
  var<workgroup> mm_Bsub : array<array<f32, ${e}>, ${i}>;

  // If the output size is small for matrix multiplication, avoid to use vec4
  // and handle some elements per thread to optimally utilize the ALU.
  // Read data from global memory to registers firstly, then store them into
  // shared memory, so it is instruction-Level parallelism for arithmetic
  // operations and others handle IO operations between barrier api, makes ALU
  // and load/store units work simultaneously, could improves the performance.
  ${C()} {
    let tileRow = i32(localId.y);
    let tileCol = i32(localId.x);
    let globalRow = i32(globalId.y);
    let globalCol = i32(globalId.x);
    let batch = i32(globalId.z);
    let batchA = batch % uniforms.aShape[0];
    let batchB = batch % uniforms.bShape[0];

    // uniforms.dimInner should be greater than 0.
    let numTiles = (uniforms.dimInner - 1) / ${i} + 1;
    var acc = 0.0;

    var globalColA = tileCol;
    var globalRowB = 0;
    var regA = mm_readA(batchA, globalRow, globalColA);
    var regB0 = mm_readB(batchB, globalRowB + 2 * tileRow, globalCol);
    var regB1 = mm_readB(batchB, globalRowB + 2 * tileRow + 1, globalCol);
    globalColA = globalColA + ${i};
    globalRowB = globalRowB + ${i};

    for (var t = 0; t < numTiles; t = t + 1) {
      mm_Asub[tileRow][tileCol] = regA;
      mm_Bsub[2 * tileRow][tileCol] = regB0;
      mm_Bsub[2 * tileRow + 1][tileCol] = regB1;

      workgroupBarrier();

      regA = mm_readA(batchA, globalRow, globalColA);
      regB0 = mm_readB(batchB, globalRowB + 2 * tileRow, globalCol);
      regB1 = mm_readB(batchB, globalRowB + 2 * tileRow + 1, globalCol);
      globalColA = globalColA + ${i};
      globalRowB = globalRowB + ${i};

      for (var k = 0; k < ${i}; k = k + 1) {
        acc = acc + mm_Asub[tileRow][k] * mm_Bsub[k][tileCol];
      }
      workgroupBarrier();
    }

    mm_write(batch, globalRow, globalCol, acc);
  }
  `}var yt=class{constructor(t,e,i,o=!1,s=!1,n=null,a=null,u=null){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[16,8,1],this.outputShape=i,this.dispatchLayout={x:[2],y:[1],z:[0]},this.dispatch=[Math.ceil(i[2]/this.workgroupSize[0]),Math.ceil(i[1]/this.workgroupSize[1]),i[0]];let p=n!=null;p&&this.variableNames.push("bias");let d=u!=null;d&&this.variableNames.push("preluActivationWeights"),this.transposeA=o,this.transposeB=s,this.addBias=p,this.activation=a,this.hasPreluActivationWeights=d,this.shaderKey=`matMulSmallOutputSize_${this.activation}_${o}_${s}`}getUserCode(){return`
      ${J(this.activation,this.hasPreluActivationWeights)}
      ${et(this.addBias,this.activation,this.transposeA,this.transposeB)}
      ${Ul(this.workgroupSize)}
    `}};var St=class{constructor(t,e,i=!1,o=!1){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[8,8,1],this.atomic=!0,this.splitedDimInner=128,x.assert(t[0]===1,()=>"MatMulSplitKProgram only supports batch = 1."),this.outputShape=t,this.dispatchLayout={x:[2],y:[1],z:[0,3]};let s=(i&&this.outputShape[1]%4===0||!i&&e%4===0)&&this.outputShape[2]%4===0;this.elementsPerThread=[4,4,this.splitedDimInner],this.outputComponent=s?4:1,s||(this.outputShape[1]<16&&(this.elementsPerThread[1]=1),this.outputShape[2]<16&&(this.elementsPerThread[0]=1)),this.dispatch=w(this.dispatchLayout,[this.outputShape[0],this.outputShape[1],this.outputShape[2],e],this.workgroupSize,this.elementsPerThread),this.transposeA=i,this.transposeB=o,this.shaderKey=`matMulSplitK_${i}_${o}_${this.elementsPerThread}_${this.outputComponent}`}getUserCode(){let t=this.outputComponent;return`
      ${oo(!1,this.transposeB,!1,!1,!1,t)}
      fn mm_write(batch: i32, row : i32, col : i32, value : ${B(t)}) {
        if (row < uniforms.dimAOuter && col < uniforms.dimBOuter) {
          let coords = vec3<i32>(batch, row, col);
          let flatIndex = getOutputIndexFromCoords(coords);
          // The problem is that we should initialize output to zero before using.
          // Otherwise, the original value will be added to the result.
          for (var i = 0; i < ${t}; i = i + 1) {
            ${ie("&result[flatIndex + i]",`${t>1?"value[i]":"value"}`,"float32")}
          }
        }
      }
      ${t===4?Fe(this.elementsPerThread,this.workgroupSize,this.transposeA,32,!0,this.splitedDimInner):Ue(this.elementsPerThread,this.workgroupSize,this.transposeA,32,!0,this.splitedDimInner)}
    `}},bt=class{constructor(t,e=null,i=null,o=null){this.uniforms="",this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.addBias=e!=null,this.hasPreluActivationWeights=o!=null,this.activation=i,this.addBias&&this.variableNames.push("bias"),this.hasPreluActivationWeights&&this.variableNames.push("preluActivationWeights"),this.shaderKey=`biasActivation_${i}`}getUserCode(){return`
    ${J(this.activation,this.hasPreluActivationWeights)}
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        var value = getXByOutputIndex(index);
        ${se(this.addBias,this.activation)}
        setOutputAtIndex(index, value);
      }
    }
    `}};var vt=class{constructor(t){this.variableNames=[],this.outputShape=[],this.uniforms="value : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="fill"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        setOutputAtIndex(index, uniforms.value);
      }
    }
  `}};function O(r){let{backend:t,attrs:e}=r,{shape:i,value:o}=e,{dtype:s}=e;if(s=s||x.inferDtype(o),s==="string"){let n=x.getArrayFromDType(s,x.sizeFromShape(i));return n.fill(o),t.makeTensorInfo(i,s,n)}else{let n=new vt(i),a=[{type:"float32",data:[o]}];return t.runWebGPUProgram(n,[],s,a)}}var Fn={kernelName:ki,backendName:"webgpu",kernelFunc:O};function D(r){let{inputs:t,attrs:e}=r,{x:i}=t,{shape:o}=e,s=x.sizeFromShape(i.shape),n=x.inferFromImplicitShape(o,s),a=x.sizeFromShape(n);return x.assert(s===a,()=>`The new shape (${n}) has ${a} elements and the old shape (${i.shape}) has ${s} elements. The new shape and old shape must have the same number of elements.`),r.backend.incRef(i.dataId),{dataId:i.dataId,shape:n,dtype:i.dtype}}var Un={kernelName:Cs,backendName:"webgpu",kernelFunc:D};function _e({a:r,b:t,transposeA:e,transposeB:i,backend:o,bias:s=null,preluActivationWeights:n=null,leakyreluAlpha:a=0,activation:u=null}){let p=r.shape.length,d=t.shape.length,l=e?r.shape[p-2]:r.shape[p-1],c=i?t.shape[d-1]:t.shape[d-2],m=e?r.shape[p-1]:r.shape[p-2],h=i?t.shape[d-2]:t.shape[d-1],f=r.shape.slice(0,-2),g=t.shape.slice(0,-2),S=x.sizeFromShape(f),v=x.sizeFromShape(g),R=hn.assertAndGetBroadcastShape(r.shape.slice(0,-2),t.shape.slice(0,-2)).concat([m,h]);x.assert(l===c,()=>`Error in matMul: inner shapes (${l}) and (${c}) of Tensors with shapes ${r.shape} and ${t.shape} and transposeA=${e} and transposeB=${i} must match.`);let P=e?[S,l,m]:[S,m,l],$=i?[v,h,c]:[v,c,h],A=D({inputs:{x:r},backend:o,attrs:{shape:P}}),T=D({inputs:{x:t},backend:o,attrs:{shape:$}}),L=[A,T],_=Math.max(S,v),W=[A,T],X=[{type:"int32",data:[m]},{type:"int32",data:[h]},{type:"int32",data:[l]}],H,G,V=[_,m,h],Q=M().get("WEBGPU_MATMUL_PROGRAM_TYPE");if(Q<0){let ue=M().getNumber("WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL"),j=ue>0?ue:o.thresholdToIncreaseWorkgroups,Y=_*Math.ceil(m/32)*Math.ceil(h/32);Y<=j||m<=8&&Y<=j*2?_*m*h<=128?Q=he.MatMulReduceProgram:_===1&&c>=2e3?Q=he.MatMulSplitKProgram:Q=he.MatMulSmallOutputSizeProgram:Q=he.MatMulPackedProgram}switch(Q){case he.MatMulReduceProgram:H=new wt(V,e,i,s,u,n);break;case he.MatMulSplitKProgram:{if(G=O({backend:o,attrs:{shape:V,value:0,dtype:r.dtype}}),H=new St(V,c,e,i),s||u){G=o.runWebGPUProgram(H,W,r.dtype,X,G);let j=new bt(G.shape,s,u,n),Y=null,oe=[G];s&&oe.push(s),n&&oe.push(n),u==="leakyrelu"&&(Y=[{type:"float32",data:[a]}],j.uniforms+=" alpha : f32,");let ge=o.runWebGPUProgram(j,oe,G.dtype,Y);L.push(G);let q=D({inputs:{x:ge},backend:o,attrs:{shape:R}});L.push(ge);for(let pe of L)o.disposeData(pe.dataId);return q}break}case he.MatMulSmallOutputSizeProgram:H=new yt(P,$,V,e,i,s,u,n);break;case he.MatMulPackedProgram:let ue=o.adapterInfo.isIntel();H=new Ct(P,V,e,i,s,u,n,ue);break;default:throw new Error(`Unsupported MatMulProgramType ${Q}.`)}s&&W.push(s),n&&W.push(n),u==="leakyrelu"&&(X.push({type:"float32",data:[a]}),H.uniforms+=" alpha : f32,"),G=o.runWebGPUProgram(H,W,r.dtype,X,G);let Se=D({inputs:{x:G},backend:o,attrs:{shape:R}});L.push(G);for(let ue of L)o.disposeData(ue.dataId);return Se}function _l(r){let{inputs:t,backend:e,attrs:i}=r,{a:o,b:s,bias:n,preluActivationWeights:a}=t,{transposeA:u,transposeB:p,activation:d,leakyreluAlpha:l}=i;return _e({a:o,b:s,transposeA:u,transposeB:p,backend:e,bias:n,preluActivationWeights:a,leakyreluAlpha:l,activation:d})}var _n={kernelName:nn,backendName:"webgpu",kernelFunc:_l};var tt=class{constructor(t,e,i){this.variableNames=["AReal","AImag","BReal","BImag"],this.workgroupSize=[128,1,1],this.size=!0,this.outputShape=y.assertAndGetBroadcastShape(e,i),this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey=`binaryOpComplex_${t}`,this.op=t}getUserCode(){return`
      fn binaryOpComplex(
          areal : f32, aimag : f32, breal : f32, bimag : f32) -> f32 {
        ${We(this.op,!1)}
      }

      ${C("index")} {
        if(index < uniforms.size) {
          let areal = getARealByOutputIndex(index);
          let aimag = getAImagByOutputIndex(index);
          let breal = getBRealByOutputIndex(index);
          let bimag = getBImagByOutputIndex(index);
          setOutputAtIndex(index, binaryOpComplex(areal, aimag, breal, bimag));
        }
      }
    `}};var Ie=class{constructor(t,e,i){if(this.size=!0,this.variableNames=["A","B"],this.outputShape=y.assertAndGetBroadcastShape(e,i),this.dispatchLayout=b(this.outputShape),this.op=t,this.useSharedMemoryWithA=e.length<=1&&i.length>1&&e[0]<128,this.useSharedMemoryWithB=i.length<=1&&e.length>1&&i[0]<128,this.useSharedMemoryWithA||this.useSharedMemoryWithB)this.outputComponent=1,this.variableComponents=[1,1],this.lastDimensionSize=this.useSharedMemoryWithB?i[0]:e[0],this.shaderKey=`binary_${t}_${this.lastDimensionSize}`,this.type="shared",this.workgroupSize=[256,1,1];else{let o=e.length>0&&e[e.length-1]%4===0,s=i.length>0&&i[i.length-1]%4===0;o&&s?(this.outputComponent=4,this.variableComponents=[4,4]):o&&(x.isScalarShape(i)||i[i.length-1]===1)||s&&(x.isScalarShape(e)||e[e.length-1]===1)?(this.outputComponent=4,this.variableComponents=o?[4,1]:[1,4]):(this.outputComponent=1,this.variableComponents=[1,1]),this.type="nonshared",this.shaderKey=`binary_${t}_${this.variableComponents}`,this.workgroupSize=[128,1,1]}this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.outputComponent,1,1])}getUserCode(){let t,e=this.outputComponent===4?"vec4<f32>":"f32",i=`
    fn binaryOperation(a : ${e}, b : ${e}) -> ${e} {
      ${We(this.op,this.outputComponent===4)}
    };
    `;if(this.type==="shared"){let o=this.lastDimensionSize>1?`coords[${this.outputShape.length-1}]`:"0",s=this.useSharedMemoryWithB?`let a = getAByOutputIndex(index);
          let b = sharedBuf[${o}];`:`let a = sharedBuf[${o}];
          let b = getBByOutputIndex(index);`;t=`
        ${i}
        var<workgroup> sharedBuf : array<f32, ${this.lastDimensionSize}>;
        ${C("index")} {
          // Fill in the shared memory buffer.
          let localIndex = i32(localId.x);
          if(localIndex < ${this.lastDimensionSize}) {
            sharedBuf[localIndex] = f32(${this.useSharedMemoryWithB?"B":"A"}[localIndex]);
          }
          workgroupBarrier();

          if(index < uniforms.size) {
            let coords = getCoordsFromIndex(index);
            ${s}
            setOutputAtIndex(index, binaryOperation(a, b));
          }
        }
        `}else t=`
       ${i}
       ${C("index")} {
         if (index < uniforms.size) {
           let coords = getCoordsFromIndex(index * ${this.outputComponent});
           let a = ${e}(getAByOutputCoords(coords));
           let b = ${e}(getBByOutputCoords(coords));
           setOutputAtIndex(index, binaryOperation(a, b));
         }
       }
       `;return t}};function K(r){let{inputs:t}=r,{x:e}=t;return r.backend.incRef(e.dataId),{dataId:e.dataId,shape:e.shape,dtype:e.dtype}}var En={kernelName:Ti,backendName:"webgpu",kernelFunc:K};function ce(r){let{inputs:t,backend:e}=r,{real:i,imag:o}=t,s=e.makeTensorInfo(i.shape,"complex64"),n=e.tensorMap.get(s.dataId),a=K({inputs:{x:i},backend:e}),u=K({inputs:{x:o},backend:e});return n.complexTensorInfos={real:a,imag:u},s}var Mn={kernelName:jo,backendName:"webgpu",kernelFunc:ce};var ne=class{constructor(t,e,i=""){this.variableNames=["A"],this.size=!0;let o=128;this.workgroupSize=[o,1,1],this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.op=e,i!==""&&(this.uniforms=i),this.shaderKey=`unary_${e}`}getUserCode(){return`
      fn unaryOperation(a : f32) -> f32 {
        ${ke(this.op,!1)}
      }
      ${C("index")} {
        if (index < uniforms.size) {
          let a = getAByOutputIndex(index);
          setOutputAtIndex(index, unaryOperation(a));
        }
      }
      `}};function N({opType:r,cpuKernelImpl:t,dtype:e}){return({inputs:i,backend:o})=>{let{x:s}=i,n=o,a=e||s.dtype;if(n.shouldExecuteOnCPU([s])&&t!=null){let p=n.tensorMap.get(s.dataId),d=t(p.values,a);return n.makeTensorInfo(s.shape,a,d)}let u=new ne(s.shape,r);return n.runWebGPUProgram(u,[s],a)}}function F({opType:r,cpuKernelImpl:t,supportsComplex:e=!1,dtype:i}){return({inputs:o,backend:s})=>{let{a:n,b:a}=o,u=s;if(e&&n.dtype==="complex64"){let l=u.tensorMap.get(n.dataId),c=u.tensorMap.get(a.dataId),m,h;if(r!==z.MUL)[m,h]=[[l.complexTensorInfos.real,c.complexTensorInfos.real],[l.complexTensorInfos.imag,c.complexTensorInfos.imag]].map(g=>{let[S,v]=g,I={dataId:S.dataId,dtype:S.dtype,shape:n.shape},R={dataId:v.dataId,dtype:v.dtype,shape:a.shape},P=new Ie(r,n.shape,a.shape);return u.runWebGPUProgram(P,[I,R],be(S.dtype,v.dtype))});else{let g=new tt(z.COMPLEX_MULTIPLY_REAL,n.shape,a.shape),S=new tt(z.COMPLEX_MULTIPLY_IMAG,n.shape,a.shape),v=[{dataId:l.complexTensorInfos.real.dataId,dtype:l.complexTensorInfos.real.dtype,shape:n.shape},{dataId:l.complexTensorInfos.imag.dataId,dtype:l.complexTensorInfos.imag.dtype,shape:n.shape},{dataId:c.complexTensorInfos.real.dataId,dtype:c.complexTensorInfos.real.dtype,shape:a.shape},{dataId:c.complexTensorInfos.imag.dataId,dtype:c.complexTensorInfos.imag.dtype,shape:a.shape}];m=u.runWebGPUProgram(g,v,"float32"),h=u.runWebGPUProgram(S,v,"float32")}let f=ce({inputs:{real:m,imag:h},backend:u});return u.disposeData(m.dataId),u.disposeData(h.dataId),f}let p=i||be(n.dtype,a.dtype);if((n.dtype==="string"||a.dtype==="string"||u.shouldExecuteOnCPU([n,a]))&&t!=null){let l=u.tensorMap.get(n.dataId).values,c=u.tensorMap.get(a.dataId).values,m=n.dtype==="string"?y.fromUint8ToStringArray(l):l,h=n.dtype==="string"?y.fromUint8ToStringArray(c):c,[f,g]=t(n.shape,a.shape,m,h,p);return u.makeTensorInfo(g,p,f)}let d=new Ie(r,n.shape,a.shape);return u.runWebGPUProgram(d,[n,a],p)}}var{addImpl:On,castImpl:Wn,ceilImpl:Hn,concatImpl:Gn,equalImpl:Vn,expImpl:qn,expm1Impl:Kn,floorImpl:Xn,floorDivImpl:jn,gatherNdImpl:Yn,gatherV2Impl:Qn,greaterEqualImpl:Zn,greaterImpl:Jn,lessEqualImpl:ea,lessImpl:ta,logImpl:ra,maxImpl:oa,maximumImpl:ia,minimumImpl:sa,multiplyImpl:na,negImpl:aa,notEqualImpl:ua,prodImpl:pa,rangeImpl:da,rsqrtImpl:ca,scatterImpl:la,simpleAbsImpl:ma,sliceImpl:ha,stridedSliceImpl:fa,stringNGramsImpl:ga,subImpl:xa,tileImpl:Ca,topKImpl:wa,transposeImpl:ya,uniqueImpl:Qx}=yn;var Ml=N({opType:k.ABS,cpuKernelImpl:ma}),Sa={kernelName:"Abs",backendName:"webgpu",kernelFunc:Ml};var Ol=N({opType:k.ACOS}),ba={kernelName:Do,backendName:"webgpu",kernelFunc:Ol};var Wl=N({opType:k.ACOSH}),va={kernelName:zo,backendName:"webgpu",kernelFunc:Wl};var Gl=F({opType:z.ADD,cpuKernelImpl:On,supportsComplex:!0}),ka={kernelName:"Add",backendName:"webgpu",kernelFunc:Gl};var kt=class{constructor(t){this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t[0],this.variableNames=t.map((e,i)=>`T${i}`),this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.shaderKey="addN"}getUserCode(){let t=[];this.variableNames.forEach(o=>{t.push(`let v${o} = get${o}ByOutputCoords(coords);`)});let e=this.variableNames.map(o=>`v${o}`).join(" + ");return`
      ${C("index")} {
        for (var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let flatIndex = index * ${this.workPerThread} + i;
          if (flatIndex < uniforms.size) {
            let coords = getCoordsFromIndex(flatIndex);
            ${t.join(`
        `)}
            setOutputAtIndex(flatIndex, ${e});
          }
        }
      }
    `}};function Vl(r){let{inputs:t,backend:e}=r,i=t;if(i.length===1)return K({inputs:{x:i[0]},backend:e});let o=i.map(a=>a.dtype).reduce((a,u)=>be(a,u)),s=i.map(a=>a.shape),n=new kt(s);return e.runWebGPUProgram(n,i,o)}var Ia={kernelName:$o,backendName:"webgpu",kernelFunc:Vl};var It=class{constructor(t,e){this.variableNames=["A"],this.workgroupSize=[16,16,1];let i=new Array(t.length);for(let o=0;o<i.length;o++)i[o]=t[e[o]];this.outputShape=i,this.dispatchLayout={x:[0],y:[1]},this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[1,1,1]),this.shaderKey="transposeShared"}getUserCode(){x.assert(this.workgroupSize[0]===this.workgroupSize[1],()=>`Must be a square tile, current tile shape is ${this.workgroupSize[0]} x ${this.workgroupSize[1]}`);let t=this.workgroupSize[0];return`
      var<workgroup> tile : array<array<f32, ${this.workgroupSize[0]+1}>, ${this.workgroupSize[0]}>;
      ${C()} {
        var x = i32(workgroupId.x) * ${t} + i32(localId.x);
        var y = i32(workgroupId.y) * ${t} + i32(localId.y);
        let width = uniforms.outShape[0];
        let height = uniforms.outShape[1];
        if (x < width && y < height) {
          tile[localId.y][localId.x] = f32(A[y * width + x]);
        }
        workgroupBarrier();

        x = i32(workgroupId.y) * ${t} + i32(localId.x);
        y = i32(workgroupId.x) * ${t} + i32(localId.y);
        if (x < height && y < width) {
          setOutputAtIndex((y * height + x), tile[localId.x]
            [localId.y]);
        }
      }
    `}};var Rt=class{constructor(t,e){this.variableNames=["A"],this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0;let i=new Array(t.length);for(let o=0;o<i.length;o++)i[o]=t[e[o]];this.outputShape=i,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.newDim=e,this.shaderKey=`transpose_${e}`}getUserCode(){let t=E(this.outputShape.length),e=io(this.newDim);return`
      ${C("index")} {
        for(var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let flatIndex = index * ${this.workPerThread} + i;
          if(flatIndex < uniforms.size) {
            let coords = getCoordsFromIndex(flatIndex);
            setOutputAtIndex(flatIndex, A[getIndexFromCoords${this.outputShape.length}D(
              ${t}(${e}), uniforms.aShape)]);
          }
        }
      }
    `}};function io(r){let t=r.length;if(t>6)throw Error(`Transpose for rank ${t} is not yet supported`);let e=new Array(t);for(let i=0;i<r.length;i++)e[r[i]]=`coords.${le(i)}`;return e.join()}function te(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{perm:s}=i,n=e,a=o.shape.length,u=new Array(a);for(let d=0;d<u.length;d++)u[d]=o.shape[s[d]];if(e.shouldExecuteOnCPU([o])){let l=n.tensorMap.get(o.dataId).values,c=ya(l,o.shape,o.dtype,s,u);return e.makeTensorInfo(u,o.dtype,c)}if(o.shape.length===2&&x.arraysEqual(s,[1,0])){let d=new It(o.shape,s);return n.runWebGPUProgram(d,[o],o.dtype)}let p=new Rt(o.shape,s);return n.runWebGPUProgram(p,[o],o.dtype)}var Ra={kernelName:Zs,backendName:"webgpu",kernelFunc:te};var Pt=class{constructor(t,e,i){this.variableNames=["x"],this.uniforms="reduceSize : i32,",this.size=!0,this.inputShape=[t.batchSize,t.inSize];let[o]=y.computeOutAndReduceShapes(this.inputShape,[1]);this.outputShape=o.length===0?[1]:o,t.inSize>=32768&&i>=512?this.workgroupSize=[512,1,1]:t.inSize>=4096?this.workgroupSize=[256,1,1]:this.workgroupSize=[64,1,1],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,[1,1,1]),this.reduceType=e,this.shaderKey=`reduce_${e}`}getUserCode(){let t="",e="0.0",i=this.workgroupSize[0];this.reduceType==="min"||this.reduceType==="max"?(t=`
         if (isnan(candidate)) {
          bestValue = uniforms.NAN;
         } else if (!isnan(bestValue) && candidate ${this.reduceType==="min"?"<":">"} bestValue)
           {  bestValue = candidate; }`,e="f32(x[offset])"):this.reduceType==="sum"||this.reduceType==="mean"?t=" bestValue = bestValue + candidate; ":this.reduceType==="prod"?(t=" bestValue = bestValue * candidate; ",e="1.0"):this.reduceType==="all"?(t=" bestValue = f32(bestValue >= 1.0 && candidate >= 1.0); ",e="1.0"):this.reduceType==="any"&&(t=" bestValue = f32(bestValue >= 1.0 || candidate >= 1.0); ",e="0.0");let o=this.reduceType==="mean"?"setOutputAtIndex(outputIndex, bestValue / f32(uniforms.reduceSize));":"setOutputAtIndex(outputIndex, bestValue);";return`
       fn DIV_CEIL(a : u32, b : u32) -> u32 {
        return ((a - 1u) / b + 1u);
       }

       ${`
         var<workgroup> xBestValues : array<f32, ${i}>;
       `}
       fn getOffset(outputIndex : i32) -> i32 {
         let outputCoords = getCoordsFromIndex(outputIndex);
         let offset = ${this.outputShape.length===1?"outputCoords":"outputCoords[0]"} * uniforms.reduceSize;
          return offset;
       }
       ${C("index")} {
         let outputIndex = index / ${i};
         let offset = getOffset(outputIndex);
         var bestValue = ${e};
         let Length = uniforms.reduceSize;
         let WorkPerThread = DIV_CEIL(u32(Length), ${i}u);
         for (var k = i32(localId.x); k < Length && outputIndex < uniforms.size;
             k = k + ${i}) {
           let candidate = f32(x[offset + k]);
           ${t}
         }
         xBestValues[localId.x] = bestValue;
         workgroupBarrier();

         var reduceSize = min(u32(Length), ${i}u);
         for (var currentSize = reduceSize / 2u; reduceSize > 1u;
             currentSize = reduceSize / 2u) {
           let interval = DIV_CEIL(reduceSize, 2u);
           if (localId.x < currentSize) {
            let candidate = xBestValues[localId.x + interval];
            ${t}
            xBestValues[localId.x] = bestValue;
           }
           reduceSize = interval;
           workgroupBarrier();
         }

         if (localId.x == 0u && outputIndex < uniforms.size) {
          ${o}
        }
       }
     `}};var ql={mean:"float32",all:"bool",any:"bool"};function ae(r,t,e,i,o){let s=r.shape.length,n=[],a=x.parseAxisParam(t,r.shape),u=a,p=y.getAxesPermutation(u,s),d=r;p!=null&&(d=te({inputs:{x:r},attrs:{perm:p},backend:o}),u=y.getInnerMostAxes(u.length,s),n.push(d)),y.assertAxesAreInnerMostDims(i,u,s);let[l,c]=y.computeOutAndReduceShapes(d.shape,u),m=l;e&&(m=y.expandShapeToKeepDim(l,a));let h;if((i==="max"||i==="prod")&&o.shouldExecuteOnCPU([d])){let f=o.tensorMap.get(d.dataId).values;switch(i){case"max":let g=oa(f,x.sizeFromShape(c),m,r.dtype);h=o.makeTensorInfo(m,r.dtype,g);break;case"prod":let{outVals:S,outShape:v,outDtype:I}=pa(d.shape,d.dtype,f,u);h=o.makeTensorInfo(v,I,S);break;default:throw new Error(`${i} CPU implementation is not yet supported.`)}}else{let f=x.sizeFromShape(c),S=x.sizeFromShape(d.shape)/f,v={windowSize:f,inSize:f,batchSize:S,outSize:1},I=ql[i]||dn(r.dtype),R=[{type:"int32",data:[f]}],P=new Pt(v,i,o.device.limits.maxComputeWorkgroupSizeX),$=o.runWebGPUProgram(P,[d],I,R);n.push($),h=D({inputs:{x:$},attrs:{shape:m},backend:o})}return n.forEach(f=>o.disposeData(f.dataId)),h}function Xl(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{keepDims:s,axis:n}=i;return ae(o,n,s,"all",e)}var Pa={kernelName:"All",backendName:"webgpu",kernelFunc:Xl};function Yl(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{keepDims:s,axis:n}=i;return ae(o,n,s,"any",e)}var Da={kernelName:"Any",backendName:"webgpu",kernelFunc:Yl};var He=class{constructor(t,e,i){this.workgroupSize=[64,1,1],this.variableNames=["x"],this.uniforms="infinityValue : f32,",this.size=!0;let o=[e];this.op=i==="min"?"<":">";let[s,n]=y.computeOutAndReduceShapes(t,o);this.outputShape=s.length===0?[1]:s,this.dispatchLayout=b(this.outputShape),x.sizeFromShape(n)<32?(this.type="plain",this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize)):(this.type="shared",this.dispatch=w(this.dispatchLayout,this.outputShape,[1,1,1])),this.inputShape=t,this.shaderKey=`argMinMax_${this.op}_${this.type}`}getUserCode(){let t=this.workgroupSize[0],e=()=>this.inputShape.length===1?"uniforms.xShape":`uniforms.xShape.${le(this.inputShape.length-1)}`,i=()=>{let o="";if(this.outputShape.length===1)this.inputShape.length!==1&&(o+="outputCoords,");else for(let s=0;s<this.outputShape.length;s++)o+=`outputCoords.${le(s)},`;return o};return this.type==="shared"?`
      fn DIV_CEIL(a : u32, b : u32) -> u32 {
        return ((a - 1u) / b + 1u);
      }

      ${`
      var<workgroup> xBestIndices : array<i32, ${t}>;
      var<workgroup> xBestValues : array<f32, ${t}>;
    `}

      ${C("index")} {
        let outputIndex = index / ${t};
        let reduceLength = ${e()};

        var bestIndex = i32(localId.x);
        var bestValue = uniforms.infinityValue;
        let outputCoords = getCoordsFromIndex(outputIndex);
        for (var k = i32(localId.x); k < reduceLength && outputIndex < uniforms.size;
            k = k + ${t}) {
          let candidate = getX(${i()} k);
          if (!isnan(candidate) && candidate ${this.op} bestValue) {
            bestValue = candidate;
            bestIndex = k;
          }
        }
        xBestValues[localId.x] = bestValue;
        xBestIndices[localId.x] = bestIndex;
        workgroupBarrier();

        var reduceSize = min(u32(reduceLength), ${t}u);
        for (var currentSize = reduceSize / 2u; reduceSize > 1u;
            currentSize = reduceSize / 2u) {
          let interval = DIV_CEIL(reduceSize, 2u);
          if (localId.x < currentSize) {
            let candidate = xBestValues[localId.x + interval];
            if (candidate ${this.op} bestValue) {
              bestValue = candidate;
              xBestValues[localId.x] = bestValue;
              xBestIndices[localId.x] = xBestIndices[localId.x + interval];
            }
          }
          reduceSize = interval;
          workgroupBarrier();
        }

        if (localId.x == 0u && outputIndex < uniforms.size) {
          setOutputAtIndexI32(outputIndex, xBestIndices[localId.x]);
        }
      }
    `:`
      ${C("index")} {
        if (index < uniforms.size) {
          let outputCoords = getCoordsFromIndex(index);
          var bestIndex = 0;
          var bestValue = getX(${i()} 0);
          let reduceLength = ${e()};
          for (var i = 1; i < reduceLength; i++) {
            let candidate = getX(${i()} i);
            if (candidate ${this.op} bestValue) {
              bestValue = candidate;
              bestIndex = i;
            }
          }
          setOutputAtIndexI32(index, bestIndex);
        }
      }
      `}};function Ql(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{axis:s}=i,n=x.parseAxisParam(s,o.shape),a=y.getAxesPermutation(n,o.shape.length),u=o,p=[];a!=null&&(u=te({inputs:{x:o},backend:e,attrs:{perm:a}}),p.push(u),n=y.getInnerMostAxes(n.length,u.shape.length)),y.assertAxesAreInnerMostDims("argMax",[n[0]],u.shape.length);let d=new He(u.shape,n[0],"max"),l=[{type:"float32",data:[Number.NEGATIVE_INFINITY]}],c=e.runWebGPUProgram(d,[u],"int32",l);return p.forEach(m=>e.disposeData(m.dataId)),c}var za={kernelName:No,backendName:"webgpu",kernelFunc:Ql};function Zl(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{axis:s}=i,n=x.parseAxisParam(s,o.shape),a=y.getAxesPermutation(n,o.shape.length),u=o,p=[];a!=null&&(u=te({inputs:{x:o},backend:e,attrs:{perm:a}}),p.push(u),n=y.getInnerMostAxes(n.length,u.shape.length)),y.assertAxesAreInnerMostDims("argMin",[n[0]],u.shape.length);let d=new He(u.shape,n[0],"min"),l=[{type:"float32",data:[Number.POSITIVE_INFINITY]}],c=e.runWebGPUProgram(d,[u],"int32",l);return p.forEach(m=>e.disposeData(m.dataId)),c}var $a={kernelName:Ao,backendName:"webgpu",kernelFunc:Zl};var Jl=N({opType:k.ASIN}),Na={kernelName:To,backendName:"webgpu",kernelFunc:Jl};var em=N({opType:k.ASINH}),Aa={kernelName:Lo,backendName:"webgpu",kernelFunc:em};var tm=N({opType:k.ATAN}),Ta={kernelName:Bo,backendName:"webgpu",kernelFunc:tm};var rm=F({opType:z.ATAN2}),La={kernelName:Uo,backendName:"webgpu",kernelFunc:rm};var om=N({opType:k.ATANH}),Ba={kernelName:Fo,backendName:"webgpu",kernelFunc:om};var Dt=class{constructor(t){this.variableNames=["x"],this.uniforms="strides : vec2<i32>,",this.workgroupSize=[256,1,1],this.size=!0,this.outputShape=t.outShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="poolWithFilterSizeEqualsOne"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let batch = coords[0];
          let d = coords[3];

          let xRCCorner = coords.yz * uniforms.strides;
          let xRCorner = xRCCorner.x;
          let xCCorner = xRCCorner.y;

          let value = getX(batch, xRCorner, xCCorner, d);
          setOutputAtIndex(index, value);
        }
      }
    `}};var Ce=class{constructor(t,e,i=!1,o=!1,s=!1){if(this.variableNames=["x"],this.uniforms="strides : vec2<i32>, pads : vec2<i32>, dilations : vec2<i32>, convDims : vec2<i32>, filterDims : vec2<i32>,",this.workgroupSize=[128,1,1],this.size=!0,e==="avg"&&i)throw new Error("Cannot compute positions for average pool.");this.outputShape=t.outShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.poolType=e,this.computePositions=i,this.flattenPositions=o,this.includeBatchIndex=s,this.shaderKey=`pool2D_${e}_${i}_${o}_${s}`}getUserCode(){let t;this.poolType==="avg"?t="resultValue = resultValue + value; count = count + 1.0;":this.computePositions?t=`let currMaxValue = mix(value, maxValue, maxValueFound);
      if (value >= currMaxValue) {
        maxValue = value;
        maxValueFound = 1.0;
        maxPosition = ${this.flattenPositions?this.includeBatchIndex?"((batch * uniforms.xShape[1] + xR) * uniforms.xShape[2] + xC) * uniforms.xShape[3] + d":"(xR * uniforms.xShape[2] + xC) * uniforms.xShape[3] + d":"wR * uniforms.filterDims.y + wC"};
      }`:t="resultValue = max(value, resultValue);";let e="resultValue";return this.poolType==="avg"&&(e="resultValue / max(count, 1.0)"),`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
          let batch = coords[0];
          let d = coords[3];
          let xRCCorner = vec2<i32>(coords.yz) * uniforms.strides - uniforms.pads;
          let xRCorner = xRCCorner.x;
          let xCCorner = xRCCorner.y;

          ${this.computePositions?`var maxValue = 0.0;
            var maxValueFound = 0.0;
            var maxPosition = 0;`:`var resultValue = ${this.poolType==="avg"?"0.0":"-1.0 / pow(10.0, -20.0)"};`}

          var count = 0.0;
          for (var wR = 0; wR < uniforms.filterDims.x; wR = wR + uniforms.dilations.x) {
            let xR = xRCorner + wR;

            if (xR < 0 || xR >= uniforms.convDims.x) {
              continue;
            }

            for (var wC = 0; wC < uniforms.filterDims.y; wC = wC + uniforms.dilations.y) {
              let xC = xCCorner + wC;
              if (xC < 0 || xC >= uniforms.convDims.y) {
                continue;
              }

              let value = getX(batch, xR, xC, d);
              ${t}
            }
          }

          ${this.computePositions?"setOutputAtIndexI32(index, maxPosition);":`setOutputAtIndex(index, ${e});`}
        }
      }
    `}},Ae=class{constructor(t,e,i=!1,o=!1,s=!1){if(this.variableNames=["x"],this.uniforms="strides : vec3<i32>, pads : vec3<i32>, convDims : vec3<i32>, filterDims : vec3<i32>,",this.workgroupSize=[128,1,1],this.size=!0,e==="avg"&&i)throw new Error("Cannot compute positions for average pool.");this.outputShape=t.outShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.poolType=e,this.computePositions=i,this.flattenPositions=o,this.includeBatchIndex=s,this.shaderKey=`pool3D_${e}_${i}_${o}_${s}`}getUserCode(){let t;this.poolType==="avg"?t="resultValue += value; count += 1.0;":this.computePositions?t=`let currMaxValue = mix(value, maxValue, maxValueFound);
      if (value >= currMaxValue) {
        maxValue = value;
        maxValueFound = 1.0;
        maxPosition = ${this.flattenPositions?this.includeBatchIndex?"(((batch * uniforms.xShape.y + xD) * uniforms.xShape.z + xR) * uniforms.xShape.w + xC) * uniforms.xShape.u + ch":"((xD * uniforms.xShape.z + xR) * uniforms.xShape.w + xC) * uniforms.xShape.u + ch":"wD * uniforms.filterDims.y * uniforms.filterDims.y + wR * uniforms.filterDims.z + wC"};
      }`:t="resultValue = max(value, resultValue);";let e="resultValue";return this.poolType==="avg"&&(e="resultValue / max(count, 1.0)"),`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let batch = coords.x;
          let ch = coords.u;

          let xCorner = vec3<i32>(coords.y, coords.z, coords.w) * uniforms.strides - uniforms.pads;
          let xDCorner = xCorner.x;
          let xRCorner = xCorner.y;
          let xCCorner = xCorner.z;

          ${this.computePositions?`var maxValue = 0.0;
            var maxValueFound = 0.0;
            var maxPosition = 0;`:`var resultValue = ${this.poolType==="avg"?"0.0":"-1.0 / pow(10.0, -20.0)"};`}

          var count = 0.0;
          for (var wD = 0; wD < uniforms.filterDims.x; wD++) {
            let xD = xDCorner + wD;
            if (xD < 0 || xD >= uniforms.convDims.x) {
              continue;
            }

            for (var wR = 0; wR < uniforms.filterDims.y; wR++) {
              let xR = xRCorner + wR;
              if (xR < 0 || xR >= uniforms.convDims.y) {
                continue;
              }

              for (var wC = 0; wC < uniforms.filterDims.z; wC++) {
                let xC = xCCorner + wC;
                if (xC < 0 || xC >= uniforms.convDims.z) {
                  continue;
                }

                let value = getX(batch, xD, xR, xC, ch);
                ${t}
              }
            }
          }

          ${this.computePositions?"setOutputAtIndexI32(index, maxPosition);":`setOutputAtIndex(index, ${e});`}
        }
      }
    `}};function so(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{reductionIndices:s,keepDims:n}=i;return ae(o,s,n,"max",e)}var Fa={kernelName:"Max",backendName:"webgpu",kernelFunc:so};function no(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{keepDims:s,axis:n}=i;return ae(o,n,s,"mean",e)}var Ua={kernelName:es,backendName:"webgpu",kernelFunc:no};function zt(r,t,e,i){if(t.filterWidth===1&&t.filterHeight===1&&x.arraysEqual(t.inShape,t.outShape))return K({inputs:{x:r},backend:i});if(t.filterWidth===t.inWidth&&t.filterHeight===t.inHeight&&t.batchSize===1&&t.padInfo.type==="VALID"){let n=r.shape.length,a=D({inputs:{x:r},backend:i,attrs:{shape:[r.shape[n-3]*r.shape[n-2],r.shape[n-1]]}}),u;e==="avg"?u=no({inputs:{x:a},backend:i,attrs:{axis:0,keepDims:!1}}):(x.assert(e==="max",()=>`Invalid pool type ${e}`),u=so({inputs:{x:a},backend:i,attrs:{reductionIndices:0,keepDims:!1}}));let p=D({inputs:{x:u},backend:i,attrs:{shape:t.outShape}});return i.disposeData(a.dataId),i.disposeData(u.dataId),p}let o,s=[{type:"int32",data:[t.strideHeight,t.strideWidth]}];return t.filterHeight===1&&t.filterWidth===1?o=new Dt(t):(e==="avg"?o=new Ce(t,"avg"):(x.assert(e==="max",()=>`Invalid pool type ${e}`),o=new Ce(t,"max")),s.push({type:"int32",data:[t.padInfo.top,t.padInfo.left]},{type:"int32",data:[t.dilationHeight,t.dilationWidth]},{type:"int32",data:[t.inHeight,t.inWidth]},{type:"int32",data:[t.effectiveFilterHeight,t.effectiveFilterWidth]})),i.runWebGPUProgram(o,[r],r.dtype,s)}function sm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{filterSize:s,strides:n,pad:a,dimRoundingMode:u}=i,d=y.computePool2DInfo(o.shape,s,n,1,a,u);return zt(o,d,"avg",e)}var _a={kernelName:_o,backendName:"webgpu",kernelFunc:sm};function nm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{filterSize:s,strides:n,pad:a,dataFormat:u,dimRoundingMode:p}=i,d=[1,1,1],l=y.computePool3DInfo(o.shape,s,n,d,a,p,u),c=new Ae(l,"avg"),m=[{type:"int32",data:[l.strideDepth,l.strideHeight,l.strideWidth]},{type:"int32",data:[l.padInfo.front,l.padInfo.top,l.padInfo.left]},{type:"int32",data:[l.inDepth,l.inHeight,l.inWidth]},{type:"int32",data:[l.effectiveFilterDepth,l.effectiveFilterHeight,l.effectiveFilterWidth]}];return e.runWebGPUProgram(c,[o],o.dtype,m)}var Ea={kernelName:Mo,backendName:"webgpu",kernelFunc:nm};var $t=class{constructor(t){this.variableNames=["dy"],this.uniforms=`strides : vec2<i32>, pads : vec2<i32>, dilations : vec2<i32>, filterDims : vec2<i32>,
       outHeight : i32, outWidth : i32, avgMultiplier : f32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="avgPool2DBackprop"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords[0];
        let d = coords[3];

        let dyRCCorner = vec2<i32>(coords.yz) - uniforms.pads;
        let dyRCorner = dyRCCorner.x;
        let dyCCorner = dyRCCorner.y;

        // Convolve dy(?, ?, d) with pos mask(:, :, d) to get dx(xR, xC, d).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        for (var wR = 0; wR < uniforms.filterDims[0]; wR = wR + uniforms.dilations[0]) {
          let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[0]);

          if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
            continue;
          }
          let idyR = i32(dyR);

          for (var wC = 0; wC < uniforms.filterDims[1]; wC = wC + uniforms.dilations[1]) {
            let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[1]);

            if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
              continue;
            }
            let idyC = i32(dyC);

            let dyValue = getDy(batch, idyR, idyC, d);

            dotProd = dotProd + dyValue * uniforms.avgMultiplier;
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}},Nt=class{constructor(t){this.variableNames=["dy"],this.uniforms=`strides : vec3<i32>, pads : vec3<i32>, filterDims : vec3<i32>,
       outDepth : i32, outHeight : i32, outWidth : i32, avgMultiplier : f32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="avgPool3DBackprop"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords.x;
        let ch = coords.u;

        let dyCorner = vec3<i32>(coords.y, coords.z, coords.w) - uniforms.pads;
        let dyDCorner = dyCorner.x;
        let dyRCorner = dyCorner.y;
        let dyCCorner = dyCorner.z;

        // Convolve dy(?, ?, ?, d) with pos mask(:, :, :, ch) to get
        // dx(xD, xR, xC, ch).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        for (var wD = 0; wD < uniforms.filterDims[0]; wD++) {
          let dyD = f32(dyDCorner + wD) / f32(uniforms.strides[0]);

          if (dyD < 0.0 || dyD >= f32(uniforms.outDepth) || fract(dyD) > 0.0) {
            continue;
          }
          let idyD = i32(dyD);

          for (var wR = 0; wR < uniforms.filterDims[1]; wR++) {
            let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[1]);

            if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
              continue;
            }
            let idyR = i32(dyR);

            for (var wC = 0; wC < uniforms.filterDims[2]; wC++) {
              let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[2]);

              if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
                continue;
              }
              let idyC = i32(dyC);

              let dyValue = getDy(batch, idyD, idyR, idyC, ch);
              dotProd += dyValue * uniforms.avgMultiplier;
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}};function am(r){let{inputs:t,backend:e,attrs:i}=r,{dy:o,input:s}=t,n=s,{filterSize:a,strides:u,pad:p,dimRoundingMode:d}=i,l=y.computePool3DInfo(n.shape,a,u,1,p,d),c=new Nt(l),m=1/(l.filterDepth*l.filterHeight*l.filterWidth),h=[{type:"int32",data:[l.strideDepth,l.strideHeight,l.strideWidth]},{type:"int32",data:[l.effectiveFilterDepth-1-l.padInfo.front,l.effectiveFilterHeight-1-l.padInfo.top,l.effectiveFilterWidth-1-l.padInfo.left]},{type:"int32",data:[l.effectiveFilterDepth,l.effectiveFilterHeight,l.effectiveFilterWidth]},{type:"int32",data:[l.outDepth]},{type:"int32",data:[l.outHeight]},{type:"int32",data:[l.outWidth]},{type:"float32",data:[m]}];return e.runWebGPUProgram(c,[o],n.dtype,h)}var Ma={kernelName:Oo,backendName:"webgpu",kernelFunc:am};function um(r){let{inputs:t,backend:e,attrs:i}=r,{dy:o,input:s}=t,n=s;xt([o,s],"avgPoolGrad");let{filterSize:a,strides:u,pad:p}=i,d=y.computePool2DInfo(n.shape,a,u,1,p),l=new $t(d),c=1/(d.filterHeight*d.filterWidth),m=[{type:"int32",data:[d.strideHeight,d.strideWidth]},{type:"int32",data:[d.effectiveFilterHeight-1-d.padInfo.top,d.effectiveFilterWidth-1-d.padInfo.left]},{type:"int32",data:[d.dilationHeight,d.dilationWidth]},{type:"int32",data:[d.effectiveFilterHeight,d.effectiveFilterWidth]},{type:"int32",data:[d.outHeight]},{type:"int32",data:[d.outWidth]},{type:"float32",data:[c]}];return e.runWebGPUProgram(l,[o],n.dtype,m)}var Oa={kernelName:Eo,backendName:"webgpu",kernelFunc:um};function pm(r){let{inputs:t,backend:e,attrs:i}=r,{a:o,b:s}=t,{transposeA:n,transposeB:a}=i;return _e({a:o,b:s,transposeA:n,transposeB:a,backend:e})}var Wa={kernelName:Wo,backendName:"webgpu",kernelFunc:pm};var At=class{constructor(t,e){this.variableNames=["source"],this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.rank=e.length,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.start=t,this.uniforms=`start : ${E(t.length)}, `,this.shaderKey="slice"}getUserCode(){let t=E(this.rank),e=dm(this.rank),i;return this.start.length===1?i=this.outputShape.map((s,n)=>"sourceLoc = uniforms.start + coords;"):i=this.outputShape.map((s,n)=>`sourceLoc.${ao[n]} = uniforms.start.${le(n)} + coords.${ao[n]};`),`
      ${C("index")} {
        if (index < uniforms.size) {
          var sourceLoc : ${t};
          let coords = getCoordsFromIndex(index);
          ${i.join(`
`)}
          setOutputAtIndex(index, getSource(${e}));
        }
      }
    `}},ao=["x","y","z","w","u","v"];function dm(r){if(r===1)return"sourceLoc";if(r<=6)return ao.slice(0,r).map(t=>`sourceLoc.${t}`).join(",");throw Error(`Slicing for rank ${r} is not yet supported`)}function fe(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{begin:s,size:n}=i,[a,u]=Oe.parseSliceParams(o,s,n);if(Oe.assertParamsValid(o,a,u),e.shouldExecuteOnCPU([o])||o.dtype==="string"){let l=e.tensorMap.get(o.dataId),c=ha(l.values,a,u,o.shape,o.dtype);return e.makeTensorInfo(u,o.dtype,c)}if(x.sizeFromShape(u)===0)return e.makeTensorInfo(u,o.dtype,[]);let p=new At(a,u),d=[{type:"int32",data:a}];return e.runWebGPUProgram(p,[o],o.dtype,d)}var Ha={kernelName:As,backendName:"webgpu",kernelFunc:fe};var cm=r=>{let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{blockShape:s,crops:n}=i;x.assert(o.shape.length<=4,()=>"batchToSpaceND for rank > 4 with a WebGPU backend not implemented yet");let a=s.reduce((v,I)=>v*I),u=y.getReshaped(o.shape,s,a),p=y.getPermuted(u.length,s.length),d=y.getReshapedPermuted(o.shape,s,a),l=y.getSliceBeginCoords(n,s.length),c=y.getSliceSize(d,n,s.length),m=[],h=D({inputs:{x:o},backend:e,attrs:{shape:u}}),f=te({inputs:{x:h},backend:e,attrs:{perm:p}}),g=D({inputs:{x:f},backend:e,attrs:{shape:d}}),S=fe({inputs:{x:g},backend:e,attrs:{begin:l,size:c}});return m.push(h),m.push(f),m.push(g),m.forEach(v=>e.disposeData(v.dataId)),S},Ga={kernelName:Ho,backendName:"webgpu",kernelFunc:cm};var lm=`
  fn bincount_write(index: i32, value: f32) {
    ${ie("&result[index]","value","float32")}
  }
`,mm=`
  fn bincount_write(index: i32, value: f32) {
    atomicStore(&result[index], bitcast<i32>(value));
  }
`,Ge=class{constructor(t,e,i=!1){this.outputShape=[],this.variableNames=["x"],this.uniforms="binCountSize : i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.hasWeights=!0,this.binaryOutput=!1,this.outputShape=t,this.rank=t.length,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.binaryOutput=i,i&&(this.atomic=!1),this.hasWeights=e,this.hasWeights&&this.variableNames.push("w"),this.shaderKey=`bincount_${this.hasWeights}_${this.binaryOutput}_${this.rank}`}getUserCode(){return`
    ${this.binaryOutput?mm:lm}
  ${C("index")} {
    ${this.rank===1?`if (index < uniforms.xShape) {
      let indexVal = i32(getX(index));
      if (indexVal < uniforms.binCountSize) {
        let value = ${this.binaryOutput?1:this.hasWeights?"getW(index)":"1."};
        bincount_write(indexVal, value);
      }
    }`:`let coord = getCoordsFromIndex(index);
    if (coordsInBounds2D(coord, uniforms.xShape)) {
      let indexVal = i32(getX(coord[0], coord[1]));
      if (indexVal < uniforms.binCountSize) {
        let value = ${this.binaryOutput?1:this.hasWeights?"getW(coord[0], coord[1])":"1."};
        bincount_write(coord.x * uniforms.binCountSize + indexVal, value);
      }
    }`}
  }
  `}};function hm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,weights:s}=t,{size:n}=i,a=x.sizeFromShape(o.shape),p=x.sizeFromShape(s.shape)>0,d=[n],l=s.dtype,c=O({backend:e,attrs:{shape:d,value:0,dtype:l}}),m=new Ge([a],p),h=[{type:"int32",data:[n]}],f=p?[o,s]:[o];return e.runWebGPUProgram(m,f,l,h,c)}var Va={kernelName:Go,backendName:"webgpu",kernelFunc:hm};var Tt=class{constructor(t){this.outputShape=[],this.variableNames=["s0","s1"],this.uniforms="s0Size : i32, s1Size : i32, ",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="broadcastArgs"}getUserCode(){return`
  ${C("index")} {
    if (index < uniforms.size) {
      var s0 = 1.0;
      var s1 = 1.0;
      let indexS0 = index - uniforms.size + uniforms.s0Size;
      let indexS1 = index - uniforms.size + uniforms.s1Size;
      if (indexS0 >= 0) {
        s0 = getS0(indexS0);
      }
      if (indexS1 >= 0) {
        s1 = getS1(indexS1);
      }

      if (s0 == 1.0) {
        setOutputAtIndex(index, s1);
      } else if (s1 == 1.0) {
        setOutputAtIndex(index, s0);
      } else if (s0 != s1) {
        setOutputAtIndex(index, uniforms.NAN);
      } else {
        setOutputAtIndex(index, s0);
      }
    }
  }
  `}};function fm(r){let{inputs:t,backend:e}=r,{s0:i,s1:o}=t;if(e.shouldExecuteOnCPU([i,o])){let d=e.tensorMap.get(i.dataId),l=e.tensorMap.get(o.dataId),c=d.values,m=l.values,h=y.assertAndGetBroadcastShape(Array.from(c),Array.from(m));return e.makeTensorInfo([h.length],"int32",Int32Array.from(h))}let s=x.sizeFromShape(i.shape),n=x.sizeFromShape(o.shape),a=Math.max(s,n),u=new Tt(a),p=[{type:"int32",data:[s]},{type:"int32",data:[n]}];return e.runWebGPUProgram(u,[i,o],"int32",p)}var qa={kernelName:Vo,backendName:"webgpu",kernelFunc:fm};var uo=F({opType:z.NOT_EQUAL,dtype:"bool",cpuKernelImpl:ua}),Ka={kernelName:ss,backendName:"webgpu",kernelFunc:uo};function Re(r){let{inputs:t,backend:e}=r,{input:i}=t,o=e.tensorMap.get(i.dataId);return K({inputs:{x:o.complexTensorInfos.real},backend:e})}var Xa={kernelName:fs,backendName:"webgpu",kernelFunc:Re};function ja(r,t){let e=new ne(r.shape,k.TO_INT),i=t.runWebGPUProgram(e,[r],"int32");return{dataId:i.dataId,shape:i.shape,dtype:i.dtype}}function po(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{dtype:s}=i;if(s==="complex64"){if(o.dtype==="complex64")return K({inputs:{x:o},backend:e});let n=fn(o.shape),a=po({inputs:{x:o},backend:e,attrs:{dtype:"float32"}}),u=ce({inputs:{real:a,imag:n},backend:e});return n.dispose(),e.disposeData(a.dataId),u}if(o.dtype==="complex64"){let n=Re({inputs:{input:o},backend:e}),a=po({inputs:{x:n},backend:e,attrs:{dtype:s}});return e.disposeData(n.dataId),a}if(!x.hasEncodingLoss(o.dtype,s)){let n=K({inputs:{x:o},backend:e});return{dataId:n.dataId,shape:n.shape,dtype:s}}if(e.shouldExecuteOnCPU([o])){let n=e.tensorMap.get(o.dataId).values,[a,u,p]=Wn(n,o.shape,o.dtype,s);return e.makeTensorInfo(a,u,p)}if(s==="int32")return ja(o,e);if(s==="bool"){let n=e.makeTensorInfo([],"bool",x.getTypedArrayFromDType("bool",1)),u=uo({inputs:{a:o,b:n},backend:e});return e.disposeData(n.dataId),u}throw new Error(`Error in Cast: failed to cast ${o.dtype} to ${s}`)}var Ya={kernelName:qo,backendName:"webgpu",kernelFunc:po};var gm=N({opType:k.CEIL,cpuKernelImpl:Hn}),Qa={kernelName:Ko,backendName:"webgpu",kernelFunc:gm};var Lt=class{constructor(t){this.variableNames=["A"],this.uniforms="minVal : f32, maxVal : f32,",this.workPerThread=4,this.workgroupSize=[64,1,1],this.outputComponent=4,this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.shaderKey="clipVec4"}getUserCode(){return`
      ${C("index")} {
        if(index < uniforms.size) {
          let value = getAByOutputIndex(index);
          var clampedValue = clamp(
              value, vec4<f32>(uniforms.minVal), vec4<f32>(uniforms.maxVal));
          clampedValue = select(clampedValue, value, isnanVec4(value));
          setOutputAtIndex(index, clampedValue);
        }
      }
    `}};var Bt=class{constructor(t){this.variableNames=["A"],this.uniforms="minVal : f32, maxVal : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="clip"}getUserCode(){return`
      ${C("index")} {
        if(index < uniforms.size) {
          let value = getAByOutputIndex(index);
          if (isnan(value)) {
            setOutputAtIndex(index, value);
            return;
          }
          setOutputAtIndex(index, clamp(value, uniforms.minVal, uniforms.maxVal));
        }
      }
    `}};function xm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{clipValueMin:s,clipValueMax:n}=i,a,u=[{type:"float32",data:[s]},{type:"float32",data:[n]}];return x.sizeFromShape(o.shape)%4===0?a=new Lt(o.shape):a=new Bt(o.shape),e.runWebGPUProgram(a,[o],o.dtype,u)}var Za={kernelName:Xo,backendName:"webgpu",kernelFunc:xm};var Ft=class{constructor(t){this.outputShape=[],this.variableNames=["real","imag"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="complexAbs"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let re = abs(getRealByOutputIndex(index));
        let im = abs(getImagByOutputIndex(index));
        let mx = max(re, im);

        // The length function in wgsl may be not underflow-safe on some GPUs.
        // So the safe solution is to ensure underflow-safety in all cases.
        setOutputAtIndex(index, select(mx * length(vec2<f32>(1, min(re, im)/mx)), 0.0, mx == 0.0));
      }
    }
  `}};function Ja(r,t){return{dataId:t.dataId,dtype:t.dtype,shape:r.shape}}function Cm(r){let{inputs:t,backend:e}=r,{x:i}=t,o=e.tensorMap.get(i.dataId),s=new Ft(i.shape),n=[Ja(i,o.complexTensorInfos.real),Ja(i,o.complexTensorInfos.imag)];return e.runWebGPUProgram(s,n,n[0].dtype)}var eu={kernelName:Yo,backendName:"webgpu",kernelFunc:Cm};var Ut=class{constructor(t){this.uniforms="",this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=y.computeOutShape(t,1),this.variableNames=t.map((e,i)=>`T${i}`),this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.offsetLength=t.length-1;for(let e=0;e<this.offsetLength;e++)this.uniforms+=`offset${e} : i32,`;this.shaderKey="concat"}getUserCode(){let t=[];if(this.offsetLength>0){t.push("if (yC < uniforms.offset0){ setOutputAtCoords(coords.x, coords.y, getT0(yR, yC)); }");for(let s=1;s<this.offsetLength;s++)t.push(`else if (yC < uniforms.offset${[s]}){ setOutputAtCoords(coords.x, coords.y, getT${s}(yR, yC - uniforms.offset${s-1})); }`);let i=this.offsetLength,o=this.offsetLength-1;t.push(`else { setOutputAtCoords(coords.x, coords.y, getT${i}(yR, yC - uniforms.offset${o})); }`)}else t.push("setOutputAtCoords(coords.x, coords.y, getT0(yR, yC));");return`
      ${C("index")} {
        for(var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let flatIndex = index * ${this.workPerThread} + i;
          if(flatIndex < uniforms.size) {
            let coords = getCoordsFromIndex(flatIndex);
            let yR = coords.x;
            let yC = coords.y;

            ${t.join(`
        `)}
          }
        }
      }
    `}};function Ee(r){let{inputs:t,backend:e}=r,{input:i}=t,o=e.tensorMap.get(i.dataId);return K({inputs:{x:o.complexTensorInfos.imag},backend:e})}var tu={kernelName:Bi,backendName:"webgpu",kernelFunc:Ee};function Ve(r,t,e){let i=r[0].dtype;if(i==="complex64"){let h=r.map(I=>Re({inputs:{input:I},backend:e})),f=r.map(I=>Ee({inputs:{input:I},backend:e})),g=Ve(h,t,e),S=Ve(f,t,e),v=ce({inputs:{real:g,imag:S},backend:e});return h.forEach(I=>e.disposeData(I.dataId)),f.forEach(I=>e.disposeData(I.dataId)),e.disposeData(g.dataId),e.disposeData(S.dataId),v}let o=e.shouldExecuteOnCPU(r);if(i==="string"&&(o=!0),o){let h=r.map(P=>{let A=[-1,x.sizeFromShape(P.shape.slice(t))];return D({inputs:{x:P},backend:e,attrs:{shape:A}})}),f=h.map(P=>({vals:e.readSync(P.dataId),shape:P.shape})),g=y.computeOutShape(h.map(P=>P.shape),1),S=h[0].shape[0]===1,v=Gn(f,g,i,S),I=y.computeOutShape(r.map(P=>P.shape),t),R=e.makeTensorInfo(I,i,v);return h.forEach(P=>e.disposeData(P.dataId)),R}let s=e.device.limits.maxStorageBuffersPerShaderStage-1;if(r.length>s){let h=[];for(let g=0;g<r.length;g+=s){let S=r.slice(g,g+s);h.push(Ve(S,t,e))}let f=Ve(h,t,e);for(let g of h)e.disposeData(g.dataId);return f}let{tensors2D:n,outShape:a}=wm(r,t,e),u=n.map(h=>h.shape),p=new Ut(u),d=[],l=new Array(u.length-1);if(l.length>0){l[0]=u[0][1],d.push({type:"int32",data:[l[0]]});for(let h=1;h<l.length;h++)l[h]=l[h-1]+u[h][1],d.push({type:"int32",data:[l[h]]})}let c=e.runWebGPUProgram(p,n,n[0].dtype,d);n.forEach(h=>e.disposeData(h.dataId));let m=D({inputs:{x:c},backend:e,attrs:{shape:a}});return e.disposeData(c.dataId),m}function wm(r,t,e){let i=y.computeOutShape(r.map(s=>s.shape),t);return{tensors2D:r.map(s=>D({inputs:{x:s},backend:e,attrs:{shape:[x.sizeFromShape(s.shape.slice(0,t)),x.sizeFromShape(s.shape.slice(t))]}})),outShape:i}}function co(r){let{inputs:t,backend:e,attrs:i}=r,{axis:o}=i,s=x.parseAxisParam(o,t[0].shape)[0],n=t.map(p=>p.shape);y.assertParamsConsistent(n,s);let a=y.computeOutShape(t.map(p=>p.shape),s);if(x.sizeFromShape(a)===0)return e.makeTensorInfo(a,t[0].dtype,[]);let u=t.filter(p=>x.sizeFromShape(p.shape)>0);return u.length===1?K({inputs:{x:u[0]},backend:e}):Ve(u,s,e)}var ru={kernelName:Qo,backendName:"webgpu",kernelFunc:co};function ym(r,t,e,i,o=!1,s=null,n=!1,a=4,u=4,p=4){let d=L=>{switch(L){case 1:return"resData = f32(x[xIndex]);";case 3:return"resData = vec3<f32>(x[xIndex], x[xIndex + 1], x[xIndex + 2]);";case 4:return"resData = vec4<f32>(x[xIndex / 4]);";default:throw new Error(`innerElementSize ${L} is not supported.`)}},l=L=>{switch(L){case 1:return"return f32(W[row * uniforms.wShape[3] + col]);";case 4:return"return vec4<f32>(W[(row * uniforms.wShape[3] + col) / 4]);";default:throw new Error(`innerElementSize ${L} is not supported.`)}},c=r?`
      let coord = vec4<i32>(batch, xRow, xCol, xCh);
      `:`
      let coord = vec4<i32>(batch, xCh, xRow, xCol);
      `,m=r?`
      let coords = vec4<i32>(
        batch,
        row / outWidth,
        row % outWidth,
        col);
      `:`
      let coords = vec4<i32>(
        batch,
        row,
        col / outWidth,
        col % outWidth);
      `,h=r?"uniforms.xShape[1]":"uniforms.xShape[2]",f=r?"uniforms.xShape[2]":"uniforms.xShape[3]",g=r?"row":"col",S=r?"col":"row",v=`
      let inChannels = uniforms.wShape[2];
      let outWidth = ${r?"uniforms.outShape[2]":"uniforms.outShape[3]"};
      let outRow = ${g} / outWidth;
      let outCol = ${g} % outWidth;

      let WRow = ${S} / (uniforms.filterDims[1] * inChannels);
      let WCol = ${S} / inChannels % uniforms.filterDims[1];
      let xRow = outRow * uniforms.strides[0] + uniforms.dilations[0] * WRow - uniforms.pads[0];
      let xCol = outCol * uniforms.strides[1] + uniforms.dilations[1] * WCol - uniforms.pads[1];
      let xCh = ${S} % inChannels;
      var resData = ${B(a)}(0.0);
      // The bounds checking is always needed since we use it to pad zero for
      // the 'same' padding type.
      if (xRow >= 0 && xRow < ${h} && xCol >= 0 && xCol < ${f}) {
        ${c}
        let xIndex = getIndexFromCoords4D(coord, uniforms.xShape);
        ${d(a)}
      }
      return resData;`,I=r?t&&i?`
      ${v}`:`
      if (row < uniforms.dimAOuter && col < uniforms.dimInner) {
        ${v}
      }
      return ${B(a)}(0.0);`:i&&e?`
      ${v}`:`
      if (row < uniforms.dimInner && col < uniforms.dimBOuter) {
        ${v}
      }
      return ${B(a)}(0.0);`,R=`${l(u)}`,P=B(p),$=r?B(a):B(u),A=r?B(u):B(a);return`
      ${J(s,n,p===4,4)}
      fn mm_readA(batch: i32, row : i32, col : i32) -> ${$} {
        ${r?I:R}
      }

      fn mm_readB(batch: i32, row : i32, col : i32) -> ${A} {
        ${r?R:I}
      }

      fn mm_write(batch: i32, row : i32, col : i32, valueIn : ${P}) {
        if (row < uniforms.dimAOuter && col < uniforms.dimBOuter)
        {
        var value = valueIn;
        let outWidth = ${r?"uniforms.outShape[2]":"uniforms.outShape[3]"};
        ${m}
        ${se(o,s)}
        setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], value);
        }
      }`}var _t=class{constructor(t,e,i,o,s=!1,n=null,a=!1,u=!1){this.variableNames=["x","W"],this.uniforms="filterDims : vec2<i32>, pads : vec2<i32>, strides : vec2<i32>, dilations : vec2<i32>, dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.outputShape=t.outShape,this.isChannelsLast=t.dataFormat==="channelsLast",this.isVec4=((t.inChannels%4===0||t.inChannels%3===0)&&this.isChannelsLast||t.outWidth%4===0&&!this.isChannelsLast)&&t.outChannels%4===0,this.dispatchLayout=this.isChannelsLast?{x:[3],y:[1,2],z:[0]}:{x:[2,3],y:[1],z:[0]},this.workgroupSize=ht(this.dispatchLayout,this.outputShape,this.isVec4),this.elementsPerThread=ft(this.dispatchLayout,this.outputShape,this.isVec4),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,this.elementsPerThread),this.isVec4?(this.outputComponent=4,this.isChannelsLast&&t.inChannels%4!==0?(this.innerElementSize=3,this.variableComponents=[1,4]):(this.innerElementSize=4,this.variableComponents=[4,4]),s&&(this.variableNames.push("bias"),this.variableComponents.push(4)),a&&(this.variableNames.push("preluActivationWeights"),this.variableComponents.push(4))):(this.innerElementSize=this.elementsPerThread[0],s&&this.variableNames.push("bias"),a&&this.variableNames.push("preluActivationWeights")),this.sequentialAccessByThreads=u,this.addBias=s,this.activation=n,this.hasPreluActivationWeights=a,this.tileAOuter=this.workgroupSize[1]*this.elementsPerThread[1],this.tileBOuter=this.workgroupSize[0]*this.elementsPerThread[0],this.tileInner=Math.max(this.workgroupSize[0]*this.innerElementSize,this.workgroupSize[1]),this.fitAOuter=e%this.tileAOuter===0,this.fitBOuter=i%this.tileBOuter===0,this.fitInner=o%this.tileInner===0,this.shaderKey=`conv2DMM_${this.elementsPerThread}_${this.activation}}_${this.fitAOuter}_${this.fitBOuter}_${this.fitInner}_${this.isVec4}_${this.innerElementSize}_${this.isChannelsLast}_${this.sequentialAccessByThreads}`}getUserCode(){let t=this.isVec4?Fe(this.elementsPerThread,this.workgroupSize,!this.isChannelsLast,this.tileInner):Ue(this.elementsPerThread,this.workgroupSize,!this.isChannelsLast,this.tileInner,!1,null,this.sequentialAccessByThreads),e=this.isVec4?[this.innerElementSize,4,4]:[1,1,1];return`
    ${ym(this.isChannelsLast,this.fitAOuter,this.fitBOuter,this.fitInner,this.addBias,this.activation,this.hasPreluActivationWeights,e[0],e[1],e[2])}
    ${t}
  `}};var Et=class{constructor(t,e=!1,i=null,o=!1){this.variableNames=["x","W"],this.uniforms="filterDims: vec2<i32>, pads: vec2<i32>, strides: vec2<i32>, dilations: vec2<i32>,",this.workgroupSize=[4,4,8],this.outputShape=t.outShape,this.isChannelsLast=t.dataFormat==="channelsLast",this.dispatchLayout=this.isChannelsLast?{x:[2],y:[1],z:[0,3]}:{x:[3],y:[2],z:[0,1]},this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.addBias=e,this.activation=i,this.hasPreluActivationWeights=o,e&&this.variableNames.push("bias"),o&&this.variableNames.push("preluActivationWeights"),this.shaderKey=`conv2dnaive_${this.activation}_${this.isChannelsLast}`}getUserCode(){return`
       ${J(this.activation,this.hasPreluActivationWeights,!1,4)}
       fn readInp(batch : i32, row : i32, col : i32, chan : i32) -> f32{
         let coords = vec4<i32>(batch, row, col, chan);
         if (coordsInBounds4D(coords, uniforms.xShape)) {
           return  getX(batch, row, col, chan);
         } else {
          return 0.0;
         }
       }
       fn readFilt(row : i32, col : i32, xChannel : i32, outChannel : i32) -> f32{
         let coords = vec4<i32>(row, col, xChannel, outChannel);
         if(coordsInBounds4D(coords, uniforms.wShape)) {
           return getW(row, col, xChannel, outChannel);
          } else {
            return 0.0;
          }
       }
       fn writeResult(batch : i32, row : i32, col : i32, chan : i32, valueIn : f32) {
         let coords = ${this.isChannelsLast?"vec4<i32>(batch, row, col, chan);":"vec4<i32>(batch, chan, row, col);"}
         if (coordsInBounds4D(coords, uniforms.outShape)) {
           var value = valueIn;
           ${se(this.addBias,this.activation)}
           setOutputAtCoords(coords.x, coords.y, coords.z, coords.w, value);
         }
       }
       ${C("index")} {
         let coords = getOutputCoords();
         let batch = coords[0];
         let outChannel = ${this.isChannelsLast?"coords[3];":"coords[1];"}
         let outRow = ${this.isChannelsLast?"coords[1];":"coords[2];"}
         let outCol = ${this.isChannelsLast?"coords[2];":"coords[3];"}
         var acc : f32 = 0.0;
         for (var row = 0; row < uniforms.filterDims[0]; row = row + 1) {
           for (var col = 0; col < uniforms.filterDims[1]; col = col + 1) {
             let xRow = outRow * uniforms.strides[0] + uniforms.dilations[0] * row - uniforms.pads[0];
             let xCol = outCol * uniforms.strides[1] + uniforms.dilations[1] * col - uniforms.pads[1];
             for (var xChannel = 0; xChannel < ${this.isChannelsLast?"uniforms.xShape[3];":"uniforms.xShape[1];"} xChannel = xChannel + 1) {
               ${this.isChannelsLast?"let v = readInp(batch, xRow, xCol, xChannel);":"let v = readInp(batch, xChannel, xRow, xCol);"}
               let f = readFilt(row, col, xChannel, outChannel);
               acc = acc + v * f;
             }
           }
         }
         writeResult(batch, outRow, outCol, outChannel, acc);
       }
     `}};var Mt=class{constructor(t,e){this.variableNames=["x"],this.uniforms=`pads : vec2<i32>, strides : vec2<i32>, dilations : vec2<i32>, outWidth : i32, itemsPerBlockRow : i32,
       inChannels : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.isChannelsLast=e,this.shaderKey=`im2col_${this.isChannelsLast}`}getUserCode(){let t=this.isChannelsLast?1:2,e=this.isChannelsLast?2:3,i=this.isChannelsLast?"coords[1]":"coords[2]",o=this.isChannelsLast?"coords[2]":"coords[1]",s=this.isChannelsLast?"getX(batch, xRow, xCol, ch)":"getX(batch, ch, xRow, xCol)";return`
    ${C("index")} {
      let coords = getCoordsFromIndex(index);
      if(index < uniforms.size) {
        let batch = coords[0];
        let row = ${i};
        let col = ${o};
        let offsetY = (row / uniforms.outWidth) * uniforms.strides[0] - uniforms.pads[0];
        let xRow = offsetY + uniforms.dilations[0] * (col / uniforms.itemsPerBlockRow);
        var value = 0.0;
        if(xRow < uniforms.xShape[${t}] && xRow >= 0) {
          let offsetX = (row % uniforms.outWidth) * uniforms.strides[1] -
              uniforms.pads[1];
          let xCol = offsetX + uniforms.dilations[1] * ((col %
              uniforms.itemsPerBlockRow) / uniforms.inChannels);
          let ch = col % uniforms.inChannels;
          if(xCol < uniforms.xShape[${e}] && xCol >= 0) {
            value = ${s};
          }
        }
        setOutputAtIndex(index, value);
      }
    }
   `}};function Ot(r,t){let e=r.length;return e>=3?t?[...r.slice(0,-3),r[e-3]*r[e-2],r[e-1]]:[...r.slice(0,-3),r[e-3],r[e-2]*r[e-1]]:!t&&e===1&&r[0]>1?[r[0],1]:null}function Sm({x:r,filter:t,convInfo:e,backend:i,bias:o=null,preluActivationWeights:s=null,leakyreluAlpha:n=0,activation:a=null}){let u=e.dataFormat==="channelsLast",p=!u,d=!1,l=u&&e.filterHeight===e.inHeight&&e.filterWidth===e.inWidth&&e.padInfo.type==="VALID",c=[],m,h;if(l){let S=e.inHeight*e.inWidth*e.inChannels;m=D({inputs:{x:r},backend:i,attrs:{shape:[1,e.batchSize,S]}}),h=D({inputs:{x:t},backend:i,attrs:{shape:[1,S,e.outChannels]}})}else m=D({inputs:{x:r},backend:i,attrs:{shape:u?[e.batchSize,e.inHeight*e.inWidth,e.inChannels]:[e.batchSize,e.inChannels,e.inHeight*e.inWidth]}}),h=D({inputs:{x:t},backend:i,attrs:{shape:[1,e.inChannels,e.outChannels]}});if(c.push(m),c.push(h),s!=null){let S=Ot(s.shape,u);S!=null&&(s=D({inputs:{x:s},backend:i,attrs:{shape:S}}),c.push(s))}if(o!=null){let S=Ot(o.shape,u);S!=null&&(o=D({inputs:{x:o},backend:i,attrs:{shape:S}}),c.push(o))}let f=_e({a:u?m:h,b:u?h:m,transposeA:p,transposeB:d,backend:i,bias:o,activation:a,preluActivationWeights:s,leakyreluAlpha:n}),g=D({inputs:{x:f},backend:i,attrs:{shape:e.outShape}});c.push(f);for(let S of c)i.disposeData(S.dataId);return g}function bm({x:r,filter:t,convInfo:e,backend:i,bias:o=null,preluActivationWeights:s=null,leakyreluAlpha:n=0,activation:a=null}){let{filterWidth:u,filterHeight:p,inChannels:d,strideWidth:l,strideHeight:c,padInfo:m,outWidth:h,outHeight:f,dilationWidth:g,dilationHeight:S,dataFormat:v}=e,I=v==="channelsLast",R=u*p*d,P=f*h,$=I?[e.batchSize,P,R]:[e.batchSize,R,P],A=new Mt($,I),T=[{type:"int32",data:[m.top,m.left]},{type:"int32",data:[c,l]},{type:"int32",data:[S,g]},{type:"int32",data:[h]},{type:"int32",data:[d*u]},{type:"int32",data:[d]}],L=i.runWebGPUProgram(A,[r],r.dtype,T),_=[];_.push(L);let W=D({inputs:{x:t},backend:i,attrs:{shape:[1,R,-1]}});if(_.push(W),s!=null){let Q=Ot(s.shape,I);Q!=null&&(s=D({inputs:{x:s},backend:i,attrs:{shape:Q}}),_.push(s))}if(o!=null){let Q=Ot(o.shape,I);Q!=null&&(o=D({inputs:{x:o},backend:i,attrs:{shape:Q}}),_.push(o))}let G=_e({a:I?L:W,b:I?W:L,transposeA:!I,transposeB:!1,backend:i,bias:o,activation:a,preluActivationWeights:s,leakyreluAlpha:n}),V=D({inputs:{x:G},backend:i,attrs:{shape:e.outShape}});_.push(G);for(let Q of _)i.disposeData(Q.dataId);return V}function Wt({x:r,filter:t,convInfo:e,backend:i,bias:o=null,preluActivationWeights:s=null,leakyreluAlpha:n=0,activation:a=null}){let u=o!=null,p=s!=null,d=e.dataFormat==="channelsLast",l=d&&e.filterHeight===e.inHeight&&e.filterWidth===e.inWidth&&e.padInfo.type==="VALID",c=M().getBool("WEBGPU_USE_NAIVE_CONV2D_DEBUG");if(!c&&(l||e.filterHeight===1&&e.filterWidth===1&&e.dilationHeight===1&&e.dilationWidth===1&&e.strideHeight===1&&e.strideWidth===1&&(e.padInfo.type==="SAME"||e.padInfo.type==="VALID")))return Sm({x:r,filter:t,convInfo:e,backend:i,bias:o,activation:a,preluActivationWeights:s,leakyreluAlpha:n});let m=M().getNumber("WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL"),h=m>-1?m:i.thresholdToIncreaseWorkgroups,f=e.batchSize*Math.ceil(e.outHeight*e.outWidth/32)*Math.ceil(e.outChannels/32);if(M().getBool("WEBGPU_CONV_SEPARATE_IM2COL_SHADER")||f<=h)return bm({x:r,filter:t,convInfo:e,backend:i,bias:o,preluActivationWeights:s,leakyreluAlpha:n,activation:a});let g,S=[e.padInfo.top,e.padInfo.left],v=[{type:"int32",data:[e.filterHeight,e.filterWidth]},{type:"int32",data:[...S]},{type:"int32",data:[e.strideHeight,e.strideWidth]},{type:"int32",data:[e.dilationHeight,e.dilationWidth]}];if(c)g=new Et(e,u,a,p);else{let $=d?e.outHeight*e.outWidth:e.outChannels,A=d?e.outChannels:e.outHeight*e.outWidth,T=e.filterHeight*e.filterWidth*e.inChannels;v.push({type:"int32",data:[$]},{type:"int32",data:[A]},{type:"int32",data:[T]});let L=i.adapterInfo.isIntel();g=new _t(e,$,A,T,u,a,p,L)}let I=[],R=[r,t];u&&(!d&&o.shape.length===1&&(o=D({inputs:{x:o},backend:i,attrs:{shape:[o.shape[0],1,1]}}),I.push(o)),R.push(o)),p&&(!d&&s.shape.length===1&&(s=D({inputs:{x:s},backend:i,attrs:{shape:[s.shape[0],1,1]}}),I.push(s)),R.push(s)),a==="leakyrelu"&&(v.push({type:"float32",data:[n]}),g.uniforms+=" alpha : f32,");let P=i.runWebGPUProgram(g,R,r.dtype,v);for(let $ of I)i.disposeData($.dataId);return P}function vm(r){let{inputs:t,attrs:e,backend:i}=r,{x:o,filter:s}=t,{strides:n,pad:a,dataFormat:u,dilations:p,dimRoundingMode:d}=e,l=y.convertConv2DDataFormat(u),c=y.computeConv2DInfo(o.shape,s.shape,n,p,a,d,!1,l);return Wt({x:o,filter:s,convInfo:c,backend:i})}var ou={kernelName:Zo,backendName:"webgpu",kernelFunc:vm};var Ht=class{constructor(t){this.variableNames=["dy","W"],this.uniforms="filterDims : vec2<i32>, pads : vec2<i32>, strides : vec2<i32>, outBackprop : vec4<i32>,",this.workgroupSize=[64,1,1],this.size=!1,this.isVec4=!1,this.workPerThread=1,this.outputShape=t.inShape,this.isChannelsLast=t.dataFormat==="channelsLast",this.isVec4=this.isChannelsLast&&t.outChannels%4===0&&t.inChannels%4===0,this.isVec4?(this.workPerThread=2,this.outputComponent=4,this.workgroupSize=[4,4,4],this.dispatchLayout={x:[3],y:[2],z:[0,1]},this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[4,this.workPerThread,1])):(this.size=!0,this.workPerThread=1,this.workgroupSize=[64,1,1],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize)),this.shaderKey=`conv2DDerInput_${this.isChannelsLast}_${this.isVec4}_${this.workPerThread}`}getUserCode(){let t=this.isChannelsLast?1:2,e=this.isChannelsLast?2:3,i=this.isChannelsLast?3:1,o=`
    ${C()} {
      let batch = i32(globalId.z) / uniforms.outShape[1];
      let r = i32(globalId.z) % uniforms.outShape[1];
      let c = i32(globalId.y) * ${this.workPerThread};
      let d1 = i32(globalId.x) * 4;

      let dyCorner = vec2<i32>(r, c) - uniforms.pads;

      // Convolve dy(?, ?, d2) with w(:, :, d1, d2) to compute dx(xR, xC, d1).
      // ? = to be determined. : = across all values in that axis.
      var dotProd: array<vec4<f32>, ${this.workPerThread}>;
      for (var i = 0; i < ${this.workPerThread}; i++) {
        dotProd[i] = vec4<f32>(0.0);
      }
      for (var wR = 0; wR < uniforms.filterDims.x; wR = wR + 1) {
        let dyR = f32(dyCorner.x + wR) / f32(uniforms.strides.x);
        let wRPerm = uniforms.filterDims.x - 1 - wR;
        if (dyR < 0.0 || dyR >= f32(uniforms.outBackprop[1]) ||
            fract(dyR) > 0.0) {
          continue;
        }
        let idyR = i32(dyR);

        for (var wC = 0; wC < uniforms.filterDims.y; wC = wC + 1) {
          let dyC = f32(dyCorner.y + wC) / f32(uniforms.strides.y);
          let dyC2 = f32(dyCorner.y + 1 + wC) / f32(uniforms.strides.y);
          let wCPerm = uniforms.filterDims.y - 1 - wC;
          var bDyCVal = true;
          var bDyCVal2 = true;
          if (dyC < 0.0 || dyC >= f32(uniforms.outBackprop[2]) ||
              fract(dyC) > 0.0) {
            bDyCVal = false;
          }
          if (dyC2 < 0.0 || dyC2 >= f32(uniforms.outBackprop[2]) ||
              fract(dyC2) > 0.0) {
            bDyCVal2 = false;
          }

          let idyC = i32(dyC);
          let idyC2 = i32(dyC2);
          if (bDyCVal && bDyCVal2) {
            let d2Length = uniforms.outBackprop[3];
            for (var d2 = 0; d2 < d2Length; d2 = d2 + 4) {
              let wValue0 = getW(wRPerm, wCPerm, d1, d2);
              let wValue1 = getW(wRPerm, wCPerm, d1 + 1, d2);
              let wValue2 = getW(wRPerm, wCPerm, d1 + 2, d2);
              let wValue3 = getW(wRPerm, wCPerm, d1 + 3, d2);
              var xValue =  getDy(batch, idyR, idyC, d2);
              let tmpval = vec4<f32>(dot(xValue, wValue0),
                                     dot(xValue, wValue1),
                                     dot(xValue, wValue2),
                                     dot(xValue, wValue3));
              dotProd[0] = dotProd[0] + tmpval;
              xValue = getDy(batch, idyR, idyC2, d2);
              dotProd[1] = dotProd[1] + vec4<f32>(dot(xValue, wValue0),
                                                  dot(xValue, wValue1),
                                                  dot(xValue, wValue2),
                                                  dot(xValue, wValue3));
            }
          } else if (bDyCVal) {
            let d2Length = uniforms.outBackprop[3];
            for (var d2 = 0; d2 < d2Length; d2 = d2 + 4) {
              let wValue0 = getW(wRPerm, wCPerm, d1, d2);
              let wValue1 = getW(wRPerm, wCPerm, d1 + 1, d2);
              let wValue2 = getW(wRPerm, wCPerm, d1 + 2, d2);
              let wValue3 = getW(wRPerm, wCPerm, d1 + 3, d2);
              var xValue =  getDy(batch, idyR, idyC, d2);
              let tmpval = vec4<f32>(dot(xValue, wValue0),
                                     dot(xValue, wValue1),
                                     dot(xValue, wValue2),
                                     dot(xValue, wValue3));
              dotProd[0] = dotProd[0] + tmpval;
            }
          } else if (bDyCVal2) {
            let d2Length = uniforms.outBackprop[3];
            for (var d2 = 0; d2 < d2Length; d2 = d2 + 4) {
              let wValue0 = getW(wRPerm, wCPerm, d1, d2);
              let wValue1 = getW(wRPerm, wCPerm, d1 + 1, d2);
              let wValue2 = getW(wRPerm, wCPerm, d1 + 2, d2);
              let wValue3 = getW(wRPerm, wCPerm, d1 + 3, d2);
              var xValue =  getDy(batch, idyR, idyC2, d2);
              let tmpval = vec4<f32>(dot(xValue, wValue0),
                                     dot(xValue, wValue1),
                                     dot(xValue, wValue2),
                                     dot(xValue, wValue3));
              dotProd[1] = dotProd[1] + tmpval;
            }
          }
        }
      }

      for (var i = 0; i < ${this.workPerThread}; i = i + 1) {
        let coords = vec4<i32>(batch, r, c + i, d1);
        if (coordsInBounds4D(coords, uniforms.outShape)) {
          setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], dotProd[i]);
        }
      }
    }
    `;return this.isVec4?`
    ${o}
    `:`
    ${C("index")} {
      if(index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords[0];
        let d1 = coords[${i}];

        let dyCorner = vec2<i32>(coords[${t}], coords[${e}]) - uniforms.pads;
        let dyRCorner = dyCorner.x;
        let dyCCorner = dyCorner.y;

        // Convolve dy(?, ?, d2) with w(:, :, d1, d2) to compute dx(xR, xC, d1).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        for (var wR = 0; wR < uniforms.filterDims.x; wR = wR + 1) {
          let dyR = (f32(dyRCorner) + f32(wR)) / f32(uniforms.strides.x);
          let wRPerm = uniforms.filterDims.x - 1 - wR;
          if (dyR < 0.0 || dyR >= f32(uniforms.outBackprop[1]) || fract(dyR) > 0.0 ||
              wRPerm < 0) {
            continue;
          }
          let idyR = i32(dyR);

          for (var wC = 0; wC < uniforms.filterDims.y; wC = wC + 1) {
            let dyC = (f32(dyCCorner) + f32(wC)) / f32(uniforms.strides.y);
            let wCPerm = uniforms.filterDims.y - 1 - wC;
            if (dyC < 0.0 || dyC >= f32(uniforms.outBackprop[2]) ||
                fract(dyC) > 0.0 || wCPerm < 0) {
              continue;
            }
            let idyC = i32(dyC);

            for (var d2 = 0; d2 < uniforms.outBackprop[3]; d2 = d2 + 1) {
              let xValue = ${this.isChannelsLast?"getDy(batch, idyR, idyC, d2)":"getDy(batch, d2, idyR, idyC)"};
              let wValue = getW(wRPerm, wCPerm, d1, d2);
              dotProd = dotProd + xValue * wValue;
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
  `}},Gt=class{constructor(t){this.variableNames=["x","dy"],this.uniforms="pads : vec2<i32>, strides : vec2<i32>, batchSize : i32, outHeight : i32, outWidth : i32, inHeight : i32, inWidth : i32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.filterShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.isChannelsLast=t.dataFormat==="channelsLast",this.shaderKey=`conv2DDerFilter_${this.isChannelsLast}`}getUserCode(){return`
    ${C("index")} {
      if(index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let wR = coords[0];
        let wC = coords[1];
        let d1 = coords[2];
        let d2 = coords[3];

        // Convolve x(?, ?, d1) with dy(:, :, d2) to get dw(wR, wC, d1, d2).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        for (var b = 0; b < uniforms.batchSize; b = b + 1) {
          for (var yR = 0; yR < uniforms.outHeight; yR = yR + 1) {
            let xR = wR + yR * uniforms.strides[0] - uniforms.pads[0];
            if (xR < 0 || xR >= uniforms.inHeight) {
              continue;
            }

            for (var yC = 0; yC < uniforms.outWidth; yC = yC + 1) {
              let xC = wC + yC * uniforms.strides[1] - uniforms.pads[1];

              if (xC < 0 || xC >= uniforms.inWidth) {
                continue;
              }

              if (${this.isChannelsLast}) {
                let dyValue = getDy(b, yR, yC, d2);
                let xValue = getX(b, xR, xC, d1);
                dotProd = dotProd + xValue * dyValue;
              } else {
                let dyValue = getDy(b, d2, yR, yC);
                let xValue = getX(b, d1, xR, xC);
                dotProd = dotProd + xValue * dyValue;
              }
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
  `}},Vt=class{constructor(t){this.variableNames=["x","dy"],this.uniforms=`pads : vec3<i32>, strides : vec3<i32>, batchSize : i32, outDepth : i32,
       outHeight : i32, outWidth : i32, inDepth : i32, inHeight : i32, inWidth : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.filterShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="conv3DDerFilter"}getUserCode(){return`
    ${C("index")} {
      if(index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let wF = coords.x;
        let wR = coords.y;
        let wC = coords.z;
        let d1 = coords.w;
        let d2 = coords.u;

        var dotProd = 0.0;
        for (var b = 0; b < uniforms.batchSize; b++) {
          for (var yF = 0; yF < uniforms.outDepth; yF++) {
            let xF = wF + yF * uniforms.strides[0] - uniforms.pads[0];
            if (xF < 0 || xF >= uniforms.inDepth) {
              continue;
            }

            for (var yR = 0; yR < uniforms.outHeight; yR++) {
              let xR = wR + yR * uniforms.strides[1] - uniforms.pads[1];
              if (xR < 0 || xR >= uniforms.inHeight) {
                continue;
              }

              for (var yC = 0; yC < uniforms.outWidth; yC++) {
                let xC = wC + yC * uniforms.strides[2] - uniforms.pads[2];
                if (xC < 0 || xC >= uniforms.inWidth) {
                  continue;
                }

                let dyValue = getDy(b, yF, yR, yC, d2);
                let xValue = getX(b, xF, xR, xC, d1);
                dotProd += xValue * dyValue;
              }
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
  `}},qt=class{constructor(t){this.variableNames=["dy","W"],this.uniforms=`filterDims : vec3<i32>, pads : vec3<i32>, strides : vec3<i32>,
      outDepth : i32, outHeight : i32, outWidth : i32, outChannels : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="conv3DDerInput"}getUserCode(){return`
    ${C("index")} {
      if(index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords.x;
        let d1 = coords.u;

        let dyCorner = vec3<i32>(coords.y, coords.z, coords.w) - uniforms.pads;
        let dyFCorner = dyCorner.x;
        let dyRCorner = dyCorner.y;
        let dyCCorner = dyCorner.z;

        var dotProd = 0.0;
        for (var wF = 0; wF < uniforms.filterDims[0]; wF++) {
          let dyF = f32(dyFCorner + wF) / f32(uniforms.strides[0]);
          if (dyF < 0.0 || dyF >= f32(uniforms.outDepth) || fract(dyF) > 0.0) {
            continue;
          }
          let idyF = i32(dyF);

          let wFPerm = uniforms.filterDims[0] - 1 - wF;

          for (var wR = 0; wR < uniforms.filterDims[1]; wR++) {
            let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[1]);

            if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
              continue;
            }
            let idyR = i32(dyR);

            let wRPerm = uniforms.filterDims[1] - 1 - wR;

            for (var wC = 0; wC < uniforms.filterDims[2]; wC++) {
              let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[2]);

              if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
                continue;
              }
              let idyC = i32(dyC);

              let wCPerm = uniforms.filterDims[2] - 1 - wC;

              for (var d2 = 0; d2 < uniforms.outChannels; d2++) {
                let xValue = getDy(batch, idyF, idyR, idyC, d2);
                let wValue = getW(wFPerm, wRPerm, wCPerm, d1, d2);
                dotProd += xValue * wValue;
              }
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
  `}};function km(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,dy:s}=t,{strides:n,pad:a,dataFormat:u,dimRoundingMode:p,filterShape:d}=i,l=y.convertConv2DDataFormat(u),c=y.computeConv2DInfo(o.shape,d,n,1,a,p,!1,l),m=new Gt(c),h=[{type:"int32",data:[c.padInfo.top,c.padInfo.left]},{type:"int32",data:[c.strideHeight,c.strideWidth]},{type:"int32",data:[c.batchSize]},{type:"int32",data:[c.outHeight]},{type:"int32",data:[c.outWidth]},{type:"int32",data:[c.inHeight]},{type:"int32",data:[c.inWidth]}];return e.runWebGPUProgram(m,[o,s],o.dtype,h)}var iu={kernelName:Jo,backendName:"webgpu",kernelFunc:km};function Im(r=4){let t=s=>{switch(s){case 1:return"return W[getIndexFromCoords4D(coord, uniforms.wShape)];";case 4:return`
            let coord1 = vec4<i32>(coordX, coordY, col + 1, rowInner);
            let coord2 = vec4<i32>(coordX, coordY, col + 2, rowInner);
            let coord3 = vec4<i32>(coordX, coordY, col + 3, rowInner);
            let v0 = W[getIndexFromCoords4D(coord, uniforms.wShape)];
            let v1 = W[getIndexFromCoords4D(coord1, uniforms.wShape)];
            let v2 = W[getIndexFromCoords4D(coord2, uniforms.wShape)];
            let v3 = W[getIndexFromCoords4D(coord3, uniforms.wShape)];
            return vec4<f32>(v0, v1, v2, v3);
            `;default:throw new Error(`innerElementSize ${s} is not supported.`)}},i=`if (row < uniforms.dimAOuter && col < uniforms.dimInner) {
        ${`
      let outRow = row / uniforms.outShape[2];
      let outCol = row % uniforms.outShape[2];

      let WRow = col / (uniforms.filterDims[1] * uniforms.outBackprop[3]);
      let WCol = col / uniforms.outBackprop[3] % uniforms.filterDims[1];
      let xR = f32(outRow - uniforms.pads[0] + WRow) / f32(uniforms.strides[0]);
      let xC = f32(outCol - uniforms.pads[1] + WCol) / f32(uniforms.strides[1]);
      if (xR < 0.0 || xR >= f32(uniforms.outBackprop[1]) || fract(xR) > 0.0) {
        return ${B(r)}(0.0);
      }
      if (xC < 0.0 || xC >= f32(uniforms.outBackprop[2]) || fract(xC) > 0.0) {
        return ${B(r)}(0.0);
      }
      let coord = vec4<i32>(
          batch,
          i32(xR),
          i32(xC),
          col % uniforms.outBackprop[3]);
      return x[getIndexFromCoords4D(coord, uniforms.xShape)/${r}];`}
      }
      return ${B(r)}(0.0);`;return`
  fn mm_readA(batch: i32, row : i32, col : i32) -> ${B(r)} {
    ${i}
  }

  fn mm_readB(batch: i32, row : i32, col : i32) -> ${B(r)} {
    let coordX = uniforms.filterDims.x - 1 -
        row / (uniforms.filterDims[1] * uniforms.outBackprop[3]);
    let coordY = uniforms.filterDims.y - 1 -
        (row / uniforms.outBackprop[3]) % uniforms.filterDims[1];
    if (row < uniforms.dimInner && col < uniforms.dimBOuter &&
        coordX >= 0 && coordY >= 0) {
      let rowInner = row % uniforms.outBackprop[3];
      let coord = vec4<i32>(coordX, coordY, col, rowInner);
      ${t(r)}
    }
    return ${B(r)}(0.0);
  }

  fn mm_write(batch: i32, row : i32, col : i32, valueInput : ${B(r)}) {
    if (row < uniforms.dimAOuter && col < uniforms.dimBOuter) {
      var value = valueInput;
      let outCoord = vec4<i32>(
          batch,
          row / uniforms.outShape[2],
          row % uniforms.outShape[2],
          col);
      result[getIndexFromCoords4D(outCoord, uniforms.outShape)/${r}] = value;
    }
  }`}var Kt=class{constructor(t){this.variableNames=["x","W"],this.uniforms="filterDims : vec2<i32>, pads : vec2<i32>, strides : vec2<i32>, outBackprop : vec4<i32>, dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.outputShape=t.inShape,x.assert(t.dataFormat==="channelsLast",()=>"TODO: NCHW is unimplemented"),this.isVec4=t.inChannels%4===0&&t.outChannels%4===0,this.dispatchLayout={x:[3],y:[1,2],z:[0]},this.workgroupSize=ht(this.dispatchLayout,this.outputShape,this.isVec4),this.elementsPerThread=ft(this.dispatchLayout,this.outputShape,this.isVec4),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,this.elementsPerThread),this.isVec4&&(this.outputComponent=4,this.variableComponents=[4,1]),this.shaderKey=`conv2DDerInputMM_${this.isVec4}_${this.elementsPerThread}`}getUserCode(){let t=this.isVec4?Fe(this.elementsPerThread,this.workgroupSize):Ue(this.elementsPerThread,this.workgroupSize);return`
    ${Im(this.isVec4?4:1)}
    ${t}
    `}};function Rm(r){let{inputs:t,backend:e,attrs:i}=r,{dy:o,filter:s}=t,{inputShape:n,strides:a,pad:u,dataFormat:p,dimRoundingMode:d}=i,l=y.convertConv2DDataFormat(p),c=y.computeConv2DInfo(n,s.shape,a,1,u,d,!1,l),m=[{type:"int32",data:[c.filterHeight,c.filterWidth]},{type:"int32",data:[c.filterHeight-1-c.padInfo.top,c.filterWidth-1-c.padInfo.left]},{type:"int32",data:[c.strideHeight,c.strideWidth]},{type:"int32",data:[c.batchSize,c.outHeight,c.outWidth,c.outChannels]}],h;if(M().getBool("WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE")||c.dataFormat!=="channelsLast")h=new Ht(c);else{h=new Kt(c);let f=c.inHeight*c.inWidth,g=c.inChannels,S=c.filterHeight*c.filterWidth*c.outChannels;m.push({type:"uint32",data:[f]},{type:"uint32",data:[g]},{type:"uint32",data:[S]})}return e.runWebGPUProgram(h,[o,s],"float32",m)}var su={kernelName:ei,backendName:"webgpu",kernelFunc:Rm};var Xt=class{constructor(t){this.variableNames=["x","W"],this.uniforms="filterDims: vec3<i32>, pads: vec3<i32>, strides: vec3<i32>, dilations: vec3<i32>,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.outShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="conv3dnaive"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        let batch = coords.x;
        let d2 = coords.u;

        let xFRCCorner = vec3<i32>(coords.y, coords.z, coords.w) * uniforms.strides - uniforms.pads;
        let xFCorner = xFRCCorner.x;
        let xRCorner = xFRCCorner.y;
        let xCCorner = xFRCCorner.z;

        let inputDepthNearestVec4 = (uniforms.xShape.u / 4) * 4;
        let inputDepthVec4Remainder = uniforms.xShape.u % 4;

        var dotProd = 0.0;
        for (var wF = 0; wF < uniforms.filterDims[0]; wF++) {
          let xF = xFCorner + wF * uniforms.dilations[0];
          if (xF < 0 || xF >= uniforms.xShape.y) {
            continue;
          }

          for (var wR = 0; wR < uniforms.filterDims[1]; wR++) {
            let xR = xRCorner + wR * uniforms.dilations[1];
            if (xR < 0 || xR >= uniforms.xShape.z) {
              continue;
            }

            for (var wC = 0; wC < uniforms.filterDims[2]; wC++) {
              let xC = xCCorner + wC * uniforms.dilations[2];
              if (xC < 0 || xC >= uniforms.xShape.w) {
                continue;
              }

              for (var d1 = 0; d1 < inputDepthNearestVec4; d1 += 4) {
                let xValues = vec4<f32>(
                  getX(batch, xF, xR, xC, d1),
                  getX(batch, xF, xR, xC, d1 + 1),
                  getX(batch, xF, xR, xC, d1 + 2),
                  getX(batch, xF, xR, xC, d1 + 3)
                );
                let wValues = vec4<f32>(
                  getW(wF, wR, wC, d1, d2),
                  getW(wF, wR, wC, d1 + 1, d2),
                  getW(wF, wR, wC, d1 + 2, d2),
                  getW(wF, wR, wC, d1 + 3, d2)
                );

                dotProd += dot(xValues, wValues);
              }

              if (inputDepthVec4Remainder == 1) {
                dotProd += getX(batch, xF, xR, xC, inputDepthNearestVec4) *
                  getW(wF, wR, wC, inputDepthNearestVec4, d2);
              } else if (inputDepthVec4Remainder == 2) {
                let xValues = vec2<f32>(
                  getX(batch, xF, xR, xC, inputDepthNearestVec4),
                  getX(batch, xF, xR, xC, inputDepthNearestVec4 + 1)
                );
                let wValues = vec2<f32>(
                  getW(wF, wR, wC, inputDepthNearestVec4, d2),
                  getW(wF, wR, wC, inputDepthNearestVec4 + 1, d2)
                );
                dotProd += dot(xValues, wValues);
              } else if (inputDepthVec4Remainder == 3) {
                let xValues = vec3<f32>(
                  getX(batch, xF, xR, xC, inputDepthNearestVec4),
                  getX(batch, xF, xR, xC, inputDepthNearestVec4 + 1),
                  getX(batch, xF, xR, xC, inputDepthNearestVec4 + 2)
                );
                let wValues = vec3<f32>(
                  getW(wF, wR, wC, inputDepthNearestVec4, d2),
                  getW(wF, wR, wC, inputDepthNearestVec4 + 1, d2),
                  getW(wF, wR, wC, inputDepthNearestVec4 + 2, d2)
                );
                dotProd += dot(xValues, wValues);
              }
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }`}};function Pm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,filter:s}=t,{strides:n,pad:a,dilations:u}=i,p=y.computeConv3DInfo(o.shape,s.shape,n,u,a),d=[p.padInfo.front,p.padInfo.top,p.padInfo.left],l=[{type:"int32",data:[p.filterDepth,p.filterHeight,p.filterWidth]},{type:"int32",data:[...d]},{type:"int32",data:[p.strideDepth,p.strideHeight,p.strideWidth]},{type:"int32",data:[p.dilationDepth,p.dilationHeight,p.dilationWidth]}],c=new Xt(p),m=be(o.dtype,s.dtype);return e.runWebGPUProgram(c,[o,s],m,l)}var nu={kernelName:ti,backendName:"webgpu",kernelFunc:Pm};function Dm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,dy:s}=t,{strides:n,pad:a,filterShape:u}=i,p=y.computeConv3DInfo(o.shape,u,n,1,a),d=new Vt(p),l=[{type:"int32",data:[p.padInfo.front,p.padInfo.top,p.padInfo.left]},{type:"int32",data:[p.strideDepth,p.strideHeight,p.strideWidth]},{type:"int32",data:[p.batchSize]},{type:"int32",data:[p.outDepth]},{type:"int32",data:[p.outHeight]},{type:"int32",data:[p.outWidth]},{type:"int32",data:[p.inDepth]},{type:"int32",data:[p.inHeight]},{type:"int32",data:[p.inWidth]}];return e.runWebGPUProgram(d,[o,s],s.dtype,l)}var au={kernelName:ri,backendName:"webgpu",kernelFunc:Dm};function zm(r){let{inputs:t,backend:e,attrs:i}=r,{dy:o,filter:s}=t,{strides:n,pad:a,inputShape:u}=i,p=y.computeConv3DInfo(u,s.shape,n,1,a),d=new qt(p),l=[{type:"int32",data:[p.filterDepth,p.filterHeight,p.filterWidth]},{type:"int32",data:[p.filterDepth-1-p.padInfo.front,p.filterHeight-1-p.padInfo.top,p.filterWidth-1-p.padInfo.left]},{type:"int32",data:[p.strideDepth,p.strideHeight,p.strideWidth]},{type:"int32",data:[p.outDepth]},{type:"int32",data:[p.outHeight]},{type:"int32",data:[p.outWidth]},{type:"int32",data:[p.outChannels]}];return e.runWebGPUProgram(d,[o,s],o.dtype,l)}var uu={kernelName:oi,backendName:"webgpu",kernelFunc:zm};var Nm=N({opType:k.COS}),pu={kernelName:"Cos",backendName:"webgpu",kernelFunc:Nm};var Am=N({opType:k.COSH}),du={kernelName:ii,backendName:"webgpu",kernelFunc:Am};var jt=class{constructor(t,e,i,o){this.variableNames=["Image","Boxes","BoxInd"],this.uniforms="extrapolationValue : f32,",this.workgroupSize=[64,1,1],this.size=!0;let[s]=e;this.outputShape=[s,i[0],i[1],t],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.methodId=o==="bilinear"?1:0,this.cropHeightBiggerThan1=this.outputShape[1]>1,this.cropWidthBiggerThan1=this.outputShape[2]>1,this.shaderKey=`cropAndResize_${this.methodId}_${this.cropHeightBiggerThan1}_${this.cropWidthBiggerThan1}`}getUserCode(){let[t,e]=["f32(uniforms.imageShape[1] - 1)","f32(uniforms.imageShape[2] - 1)"],[i,o,s]=this.cropHeightBiggerThan1?[`(${t} / f32(uniforms.outShape[1] - 1))`,"(y2-y1) * height_ratio",`y1*${t} + f32(y)*(height_scale)`]:["0.0","0.0",`0.5 * (y1+y2) * ${t}`],[n,a,u]=this.cropWidthBiggerThan1?[`(${e} / f32(uniforms.outShape[2] - 1))`,"(x2-x1) * width_ratio",`x1*${e} + f32(x)*(width_scale)`]:["0.0","0.0",`0.5 * (x1+x2) * ${e}`];return`
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let height_ratio = f32(${i});
        let width_ratio = f32(${n});
        let b = coords[0];
        let y = coords[1];
        let x = coords[2];
        let d = coords[3];
        // get box vals
        let y1 = getBoxes(b, 0);
        let x1 = getBoxes(b, 1);
        let y2 = getBoxes(b, 2);
        let x2 = getBoxes(b, 3);
        // get image in batch index
        let bInd = i32(round(getBoxInd(b)));
        if(bInd < 0 || bInd >= uniforms.outShape[0]) {
          return;
        }
        let height_scale = ${o};
        let width_scale = ${a};
        let in_y = ${s};
        if( in_y < 0.0 || in_y > ${t} ) {
          setOutputAtIndex(index, uniforms.extrapolationValue);
          return;
        }
        let in_x = ${u};
        if( in_x < 0.0 || in_x > ${e} ) {
          setOutputAtIndex(index, uniforms.extrapolationValue);
          return;
        }
        let sourceFracIndexCR = vec2<f32>(in_x,in_y);
        if(${this.methodId} == 1) {
          // Compute the four integer indices.
          let sourceFloorCR = vec2<i32>(sourceFracIndexCR);
          let sourceCeilCR = vec2<i32>(ceil(sourceFracIndexCR));
          let topLeft = getImage(bInd, sourceFloorCR.y, sourceFloorCR.x, d);
          let bottomLeft = getImage(bInd, sourceCeilCR.y, sourceFloorCR.x, d);
          let topRight = getImage(bInd, sourceFloorCR.y, sourceCeilCR.x, d);
          let bottomRight = getImage(bInd, sourceCeilCR.y, sourceCeilCR.x, d);
          let fracCR = sourceFracIndexCR - vec2<f32>(sourceFloorCR);
          let top = topLeft + (topRight - topLeft) * fracCR.x;
          let bottom = bottomLeft + (bottomRight - bottomLeft) * fracCR.x;
          let newValue = top + (bottom - top) * fracCR.y;
          setOutputAtIndex(index, newValue);
        } else {
          // Compute the coordinators of nearest neighbor point.
          let sourceNearestCR = vec2<i32>(floor(
            sourceFracIndexCR + vec2<f32>(0.5,0.5)));
          let newValue = getImage(
            bInd, sourceNearestCR.y, sourceNearestCR.x, d);
          setOutputAtIndex(index, newValue);
        }
      }
    }
    `}};var Tm=r=>{let{inputs:t,backend:e,attrs:i}=r,{image:o,boxes:s,boxInd:n}=t,{cropSize:a,method:u,extrapolationValue:p}=i,d=new jt(o.shape[3],s.shape,a,u),l=[{type:"float32",data:[p]}];return e.runWebGPUProgram(d,[o,s,n],"float32",l)},cu={kernelName:ai,backendName:"webgpu",kernelFunc:Tm};var Me;(function(r){r.Prod="*",r.Sum="+"})(Me||(Me={}));var rt=class{constructor(t,e,i,o){this.variableNames=["x"],this.uniforms="index : f32,",this.size=!0,this.workgroupSize=[128,1,1],this.outputShape=e,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.exclusive=i,this.reverse=o,this.op=t,this.shaderKey=`cum_${this.op}_${this.exclusive}_${this.reverse}`}getUserCode(){let t=this.outputShape.length,e=this.op===Me.Prod?"1.0":"0.0",i=this.exclusive?e:`getX(${lu(t,"coords",this.op)})`,o=this.outputShape[this.outputShape.length-1],s="",n="";return this.exclusive?(s=this.reverse?`end != ${o-1}`:"end != 0",n=this.reverse?"end + 1":"end - 1"):(s=this.reverse?`end + pow2 < ${o}`:"end >= pow2",n=this.reverse?"end + pow2":"end - pow2"),`
      ${C("index")} {
       if (index < uniforms.size) {
         var coords = getCoordsFromIndex(index);

         let end = ${mu(t,"coords",this.op)};
         var val = ${i};
         let pow2 = i32(pow(2.0, uniforms.index));
         if (${s}) {
           let idx = ${n};
           ${mu(t,"coords",this.op)} = idx;
           val ${this.op}= getX(${lu(t,"coords",this.op)});
         }
         setOutputAtIndex(index, val);
       }
      }
    `}};function lu(r,t,e){if(r===1)return`${t}`;if(r===2)return`${t}.x, ${t}.y`;if(r===3)return`${t}.x, ${t}.y, ${t}.z`;if(r===4)return`${t}.x, ${t}.y, ${t}.z, ${t}.w`;throw Error(`Cumulative ${e} for rank ${r} is not yet supported`)}function mu(r,t,e){if(r===1)return`${t}`;if(r===2)return`${t}.y`;if(r===3)return`${t}.z`;if(r===4)return`${t}.w`;throw Error(`Cumulative ${e} for rank ${r} is not yet supported`)}function Yt(r,t,e,i,o,s){let n=t.shape.length,a=y.getAxesPermutation([i],n),u=t;a!=null&&(u=te({inputs:{x:t},backend:e,attrs:{perm:a}}));let p=y.getInnerMostAxes(1,n)[0];if(p!==n-1)throw new Error(`WebGPU cumprod shader expects an inner-most axis=${t.shape.length-1} but got axis=${i}`);let d=u.shape[p],l=K({inputs:{x:u},backend:e});for(let c=0;c<=Math.ceil(Math.log2(d))-1;c++){let m=new rt(r,u.shape,!1,s),h=l,f=[{type:"float32",data:[c]}];l=e.runWebGPUProgram(m,[l],l.dtype,f),e.disposeData(h.dataId)}if(o){let c=new rt(r,u.shape,o,s),m=l,h=[{type:"float32",data:[0]}];l=e.runWebGPUProgram(c,[l],l.dtype,h),e.disposeData(m.dataId)}if(a!=null){let c=y.getUndoAxesPermutation(a),m=te({inputs:{x:l},backend:e,attrs:{perm:c}});return e.disposeData(l.dataId),e.disposeData(u.dataId),m}return l}function Lm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{axis:s,exclusive:n,reverse:a}=i;return Yt(Me.Prod,o,e,s,n,a)}var hu={kernelName:si,backendName:"webgpu",kernelFunc:Lm};function Bm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{axis:s,exclusive:n,reverse:a}=i;return Yt(Me.Sum,o,e,s,n,a)}var fu={kernelName:ni,backendName:"webgpu",kernelFunc:Bm};function Fm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,weights:s}=t,{size:n,binaryOutput:a}=i,u=o.shape.length===1,d=x.sizeFromShape(s.shape)>0,l=s.dtype,c=u?[o.shape[0]]:[o.shape[0],o.shape[1]],m=u?[n]:[o.shape[0],n],h=O({backend:e,attrs:{shape:m,value:0,dtype:l}}),f=new Ge(c,d,a),g=[{type:"int32",data:[n]}],S=d?[o,s]:[o];return e.runWebGPUProgram(f,S,l,g,h)}var gu={kernelName:ui,backendName:"webgpu",kernelFunc:Fm};var Qt=class{constructor(t,e){this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.uniforms="blockSize : i32,",this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey=`depthToSpace_${e}`,this.dataFormat=e}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let b = coords[0];
          let h = ${this.getHeightCoordString()};
          let w = ${this.getWidthCoordString()};
          let d = ${this.getDepthCoordString()};

          let in_h = h / uniforms.blockSize;
          let offset_h = h % uniforms.blockSize;
          let in_w = w / uniforms.blockSize;
          let offset_w = w % uniforms.blockSize;
          let offset_d = (offset_h * uniforms.blockSize + offset_w) *
            ${this.getOutputDepthSize()};
          let in_d = d + offset_d;

          let rlt = ${this.getInputSamplingString()};
          setOutputAtIndex(index, rlt);
        }
      }`}getHeightCoordString(){return this.dataFormat==="NHWC"?"coords[1]":"coords[2]"}getWidthCoordString(){return this.dataFormat==="NHWC"?"coords[2]":"coords[3]"}getDepthCoordString(){return this.dataFormat==="NHWC"?"coords[3]":"coords[1]"}getOutputDepthSize(){return this.dataFormat==="NHWC"?"uniforms.outShape[3]":"uniforms.outShape[1]"}getInputSamplingString(){return this.dataFormat==="NHWC"?"getX(b, in_h, in_w, in_d)":"getX(b, in_d, in_h, in_w)"}};function Um(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{blockSize:s,dataFormat:n}=i,a=o.shape[0],u=n==="NHWC"?o.shape[1]:o.shape[2],p=n==="NHWC"?o.shape[2]:o.shape[3],d=n==="NHWC"?o.shape[3]:o.shape[1],l=u*s,c=p*s,m=d/(s*s),h=n==="NHWC"?[a,l,c,m]:[a,m,l,c],f=[{type:"int32",data:[s]}],g=new Qt(h,n);return e.runWebGPUProgram(g,[o],o.dtype,f)}var xu={kernelName:pi,backendName:"webgpu",kernelFunc:Um};var Zt=class{constructor(t,e,i,o=!1,s=null,n=!1){this.variableNames=["x","W"],this.uniforms="pads : vec2<i32>, inDims : vec2<i32>,",this.workgroupSize=[16,16,1],this.outputShape=t,this.dispatchLayout={x:[3],y:[2],z:[0,1]},this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),o&&this.variableNames.push("bias"),n&&this.variableNames.push("preluActivationWeights"),this.addBias=o,this.activation=s,this.hasPreluActivation=n,this.filterHeight=e,this.filterWidth=i,this.shaderKey=`depthwiseNCHW_${this.activation}_${this.filterHeight}_${this.filterWidth}`}getUserCode(){let t=this.filterWidth*this.filterHeight,e=this.workgroupSize[0]*this.workgroupSize[1]*this.workgroupSize[2],i=this.workgroupSize[1]+this.filterHeight-1,o=this.workgroupSize[0]+this.filterWidth-1;return`
      ${J(this.activation,this.hasPreluActivation,!1,4)}

      var<workgroup> mm_Asub : array<array<f32, ${o}>, ${i}>;
      var<workgroup> mm_Bsub : array<array<f32, ${this.filterWidth}>, ${this.filterHeight}>;
      fn readX(batch : i32, channel : i32, row : i32, col : i32) -> f32 {
        var value = 0.0;
        if (row >=0 && row < uniforms.inDims[0] && col >=0 && col < uniforms.inDims[1])
        {
          value = getX(batch, channel, row, col);
        }
        return value;
      }

      ${C()} {
        let coords = getOutputCoords();
        let batch = coords[0];
        let xRCCorner = vec2<i32>(coords.zw) - uniforms.pads;
        let channelMul = uniforms.wShape[3];
        let d1 = coords[1] / channelMul;
        let q = coords[1] % channelMul;

        let inputRowStart = xRCCorner.x;
        let inputColStart = xRCCorner.y;

        let localRow = i32(localId.y);
        let localCol = i32(localId.x);

        // Load one tile of X into local memory.
        for (var inputRow = localRow; inputRow < ${i}; inputRow = inputRow + ${this.workgroupSize[1]}) {
          for (var inputCol = localCol; inputCol < ${o}; inputCol = inputCol + ${this.workgroupSize[0]}) {
            let rowOffset = inputRow - localRow;
            let colOffset = inputCol - localCol;
            mm_Asub[inputRow][inputCol] = readX(batch, d1, inputRowStart + rowOffset, inputColStart + colOffset);
          }
        }

        // Load one tile of W into local memory.
        var wIndex = i32(localIndex);
        ${t<e?`if (wIndex < ${t})`:`for(; wIndex < ${t}; wIndex = wIndex + ${e})`}

        {
          let wRow = wIndex / ${this.filterWidth};
          let wCol = wIndex % ${this.filterWidth};
          mm_Bsub[wRow][wCol] = getW(wRow, wCol, d1, q);
        }

        workgroupBarrier();

        var value = 0.0;
        for (var wR = 0; wR < ${this.filterHeight}; wR = wR + 1) {
          for (var wC = 0; wC < ${this.filterWidth}; wC = wC + 1) {
            let xVal = mm_Asub[localRow + wR][localCol + wC];
            let wVal = mm_Bsub[wR][wC];
            value = fma(xVal, wVal, value);
          }
        }
        ${se(this.addBias,this.activation)}
        if (coordsInBounds4D(coords, uniforms.outShape)) {
          setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], value);
        }
      }
    `}};var qe=class{constructor(t,e=!1,i=null,o=!1){this.variableNames=["x","W"],this.uniforms="pads : vec2<i32>, inDims : vec2<i32>, virtualWidth : i32,",this.workgroupSize=[64,1,1],this.workPerThread=4,this.outputComponent=4,this.outputShape=t.outShape,this.virtualWidth=Math.ceil(this.outputShape[2]/this.workPerThread)*this.workPerThread;let s=[this.outputShape[0],this.outputShape[1],this.virtualWidth,this.outputShape[3]];this.dispatchLayout=b(s),this.dispatch=w(this.dispatchLayout,s,this.workgroupSize,[this.outputComponent*this.workPerThread,1,1]),x.assert(t.dataFormat==="channelsLast",()=>"TODO: NCHW is unimplemented"),e&&this.variableNames.push("bias"),o&&this.variableNames.push("preluActivationWeights"),this.convInfo=t,this.addBias=e,this.activation=i,this.hasPreluActivation=o,this.shaderKey=`depthwiseVec4_${i}_${this.convInfo.filterHeight}_${this.convInfo.filterWidth}_${this.convInfo.strideHeight}_${this.convInfo.strideWidth}_${this.workPerThread}`}getUserCode(){let t=(this.workPerThread-1)*this.convInfo.strideWidth+this.convInfo.filterWidth,e=this.convInfo.strideHeight,i=this.convInfo.strideWidth;return`
      ${J(this.activation,this.hasPreluActivation,!0,4)}
      fn readX(batch : i32, row : i32, col : i32, channel : i32) -> vec4<f32> {
        var value = vec4<f32>(0.0);
        if (col >=0 && col < uniforms.inDims[1]) {
          value = getX(batch, row, col, channel);
        }
        return value;
      }

      ${C("index")} {
        let width0 = uniforms.outShape[3] / ${this.outputComponent};
        let d1 = (index % width0) * ${this.outputComponent};
        var index1 = index / width0;
        let width1 = uniforms.virtualWidth / ${this.workPerThread};
        let c = (index1 % width1) * ${this.workPerThread};
        index1 = index1 / width1;
        let r = index1 % uniforms.outShape[1];
        let batch = index1 / uniforms.outShape[1];

        let xRCCorner = vec2<i32>(r, c) * vec2<i32>(${e}, ${i}) - uniforms.pads;

        let xRCorner = xRCCorner.x;
        let xCCorner = xRCCorner.y;
        var xVals : array<vec4<f32>, ${t}>;
        var dotProd : array<vec4<f32>, ${this.workPerThread}>;
        for (var i = 0; i < ${this.workPerThread}; i++) {
          dotProd[i] = vec4<f32>(0.0);
        }

        // Use constant instead of uniform can give better performance.
        for (var wR = 0; wR < ${this.convInfo.filterHeight}; wR = wR + 1) {
          let xR = xRCorner + wR;
          if (xR >=0 && xR < uniforms.inDims[0]) {
            for (var i = 0; i < ${t}; i++) {
              xVals[i] = readX(batch, xR, xCCorner + i, d1);
            }
            for (var wC = 0; wC < ${this.convInfo.filterWidth}; wC = wC + 1) {
              let wValue = getW(wR, wC, d1, 0);
              for (var i = 0; i < ${this.workPerThread}; i++) {
                dotProd[i] = fma(xVals[i * ${i} + wC], wValue, dotProd[i]);
              }
            }
          }
        }

        for (var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let coords = vec4<i32>(batch, r, c + i, d1);
          if (coordsInBounds4D(coords, uniforms.outShape)) {
            var value = dotProd[i];
            ${se(this.addBias,this.activation)}
            setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], value);
          }
        }
      }
    `}};var Ke=class{constructor(t,e=!1,i=null,o=!1){this.variableNames=["x","W"],this.uniforms=`pads : vec2<i32>, inDims : vec2<i32>, filterHeight : i32,
      filterWidth : i32, strides : vec2<i32>, dilations : vec2<i32>,`,this.workgroupSize=[256,1,1],this.size=!0,this.outputShape=t.outShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.isChannelsLast=t.dataFormat==="channelsLast",e&&this.variableNames.push("bias"),o&&this.variableNames.push("preluActivationWeights"),this.convInfo=t,this.addBias=e,this.activation=i,this.hasPreluActivation=o,this.shaderKey=`depthwise_${this.activation}_${this.isChannelsLast}`}getUserCode(){let t=this.isChannelsLast?"getX(batch, xR, xC, d1);":"getX(batch, d1, xR, xC);";return`
      ${J(this.activation,this.hasPreluActivation,!1,4)}

      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getOutputCoords();
          let batch = coords[0];
          let xRCCorner = vec2<i32>(coords.${this.isChannelsLast?"yz":"zw"}) * uniforms.strides - uniforms.pads;
          let d2 = coords[${this.isChannelsLast?3:1}];
          let channelMul = uniforms.wShape[3];
          let d1 = d2 / channelMul;
          let q = d2 % channelMul;

          let inputRowStart = xRCCorner.x;
          let inputColStart = xRCCorner.y;
          let inputRowEnd = inputRowStart + uniforms.filterHeight *
              uniforms.dilations[0];
          let inputColEnd = inputColStart + uniforms.filterWidth *
              uniforms.dilations[1];

          // Convolve x(?, ?, d1)|x(d1, ?, ?) with w(:, :, d1, q) to get
          // y(yR, yC, d2)|y(d2, yR, yC). ? = to be determined. : = across all
          // values in that axis. x(?, ?, d1) and y(yR, yC, d2) is for NHWC.
          // x(d1, ?, ?) and y(d2, yR, yC) is for NCHW.
          var value = 0.0;

          // Extract if checking out of for loop for performance.
          if (inputRowStart >= 0 && inputColStart >= 0 &&
            inputRowEnd < uniforms.inDims[0] &&
                inputColEnd < uniforms.inDims[1]) {
              for (var wR = 0; wR < uniforms.filterHeight; wR = wR + 1) {
                let xR = inputRowStart + wR * uniforms.dilations[0];

                for (var wC = 0; wC < uniforms.filterWidth; wC = wC + 1) {
                  let xC = inputColStart + wC * uniforms.dilations[1];

                  let xVal = ${t};
                  let wVal = getW(wR, wC, d1, q);
                  value = value + xVal * wVal;
                }
              }
            } else {
              for (var wR = 0; wR < uniforms.filterHeight; wR = wR + 1) {
                let xR = inputRowStart + wR * uniforms.dilations[0];

                if (xR < 0 || xR >= uniforms.inDims[0]) {
                  continue;
                }

                for (var wC = 0; wC < uniforms.filterWidth; wC = wC + 1) {
                  let xC = inputColStart + wC * uniforms.dilations[1];

                  if (xC < 0 || xC >= uniforms.inDims[1]) {
                    continue;
                  }

                  let xVal = ${t};
                  let wVal = getW(wR, wC, d1, q);
                  value = value + xVal * wVal;
                }
              }
            }
            ${se(this.addBias,this.activation)}
          setOutputAtCoords(coords[0], coords[1], coords[2], coords[3], value);
        }
      }
    `}};function _m(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,filter:s}=t,{strides:n,pad:a,dataFormat:u,dilations:p,dimRoundingMode:d}=i,l=y.convertConv2DDataFormat(u),c=p;c==null&&(c=[1,1]);let m=y.computeConv2DInfo(o.shape,s.shape,n,c,a,d,!0,l),h=[{type:"int32",data:[m.padInfo.top,m.padInfo.left]},{type:"int32",data:[m.inHeight,m.inWidth]}],f=m.dataFormat==="channelsLast",g;return!f&&m.inHeight>16&&m.inWidth>16&&m.strideHeight===1&&m.strideWidth===1&&m.dilationWidth===1&&m.dilationHeight===1&&m.inChannels===m.outChannels?g=new Zt(m.outShape,m.filterHeight,m.filterWidth):f&&m.outHeight>4&&m.outWidth>4&&m.strideWidth<=2&&m.inChannels===m.outChannels&&m.dilationHeight===1&&m.dilationWidth===1&&m.inChannels%4===0?(g=new qe(m),h.push({type:"int32",data:[g.virtualWidth]})):(g=new Ke(m),h.push({type:"int32",data:[m.filterHeight]},{type:"int32",data:[m.filterWidth]},{type:"int32",data:[m.strideHeight,m.strideWidth]},{type:"int32",data:[m.dilationHeight,m.dilationWidth]})),e.runWebGPUProgram(g,[o,s],o.dtype,h)}var Cu={kernelName:di,backendName:"webgpu",kernelFunc:_m};var Jt=class{constructor(t){this.variableNames=["x","dy"],this.uniforms=`strides : vec2<i32>, pads : vec2<i32>, filterDims : vec2<i32>, outHeight : i32,
      outWidth : i32, inHeight : i32, inWidth : i32, batchSize : i32, channelMul : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.filterShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="depthwise_conv2d_backprop_filter"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let wR = coords[0];
        let wC = coords[1];
        let d1 = coords[2];
        let dm = coords[3];
        let d2 = d1 * uniforms.channelMul + dm;

        var dotProd = 0.0;
        for (var b = 0; b < uniforms.batchSize; b++) {
          for (var yR = 0; yR < uniforms.outHeight; yR++) {
            let xR = wR + yR * uniforms.strides[0] - uniforms.pads[0];

            if (xR < 0 || xR >= uniforms.inHeight) {
              continue;
            }

            for (var yC = 0; yC < uniforms.outWidth; yC++) {
              let xC = wC + yC * uniforms.strides[1] - uniforms.pads[1];

              if (xC < 0 || xC >= uniforms.inWidth) {
                continue;
              }

              let dyValue = getDy(b, yR, yC, d2);
              let xValue = getX(b, xR, xC, d1);
              dotProd += xValue * dyValue;
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}},er=class{constructor(t){this.variableNames=["dy","W"],this.uniforms=`strides : vec2<i32>, pads : vec2<i32>, filterDims : vec2<i32>,
       outHeight : i32, outWidth : i32, channelMul : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="depthwise_conv2d_backprop_input"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords[0];
        let d1 = coords[3];
        let dyCorner = coords.yz - uniforms.pads;
        let dyRCorner = dyCorner.x;
        let dyCCorner = dyCorner.y;

        var dotProd = 0.0;
        for (var wR = 0; wR < uniforms.filterDims[0]; wR++) {
          let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[0]);

          if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
            continue;
          }

          let idyR = i32(dyR);
          let wRPerm = uniforms.filterDims[0] - 1 - wR;

          for (var wC = 0; wC < uniforms.filterDims[1]; wC++) {
            let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[1]);

            if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
              continue;
            }

            let idyC = i32(dyC);
            let wCPerm = uniforms.filterDims[1] - 1 - wC;

            for (var dm = 0; dm < uniforms.channelMul; dm++) {
              let d2 = d1 * uniforms.channelMul + dm;
              let xValue = getDy(batch, idyR, idyC, d2);
              let wValue = getW(wRPerm, wCPerm, d1, dm);
              dotProd += xValue * wValue;
            }
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}};function Em(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,dy:s}=t,{strides:n,dilations:a,pad:u,dimRoundingMode:p,filterShape:d}=i,l=y.computeConv2DInfo(o.shape,d,n,a,u,p,!0),c=new Jt(l),m=[{type:"int32",data:[l.strideHeight,l.strideWidth]},{type:"int32",data:[l.padInfo.top,l.padInfo.left]},{type:"int32",data:[l.filterHeight,l.filterWidth]},{type:"int32",data:[l.outHeight]},{type:"int32",data:[l.outWidth]},{type:"int32",data:[l.inHeight]},{type:"int32",data:[l.inWidth]},{type:"int32",data:[l.batchSize]},{type:"int32",data:[l.outChannels/l.inChannels]}];return e.runWebGPUProgram(c,[o,s],"float32",m)}var wu={kernelName:ci,backendName:"webgpu",kernelFunc:Em};function Mm(r){let{inputs:t,backend:e,attrs:i}=r,{dy:o,filter:s}=t,{strides:n,dilations:a,pad:u,dimRoundingMode:p,inputShape:d}=i,l=y.computeConv2DInfo(d,s.shape,n,a,u,p,!0),c=new er(l),m=[{type:"int32",data:[l.strideHeight,l.strideWidth]},{type:"int32",data:[l.filterHeight-1-l.padInfo.top,l.filterWidth-1-l.padInfo.left]},{type:"int32",data:[l.filterHeight,l.filterWidth]},{type:"int32",data:[l.outHeight]},{type:"int32",data:[l.outWidth]},{type:"int32",data:[l.outChannels/l.inChannels]}];return e.runWebGPUProgram(c,[o,s],o.dtype,m)}var yu={kernelName:li,backendName:"webgpu",kernelFunc:Mm};var tr=class{constructor(t){this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t,t],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="diag"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getOutputCoords();
          let value = select(0.0, getX(coords[0]), coords[0] == coords[1]);
          setOutputAtIndex(index, value);
        }
      }
    `}};function Om(r){let{inputs:t,backend:e}=r,{x:i}=t,o=[...i.shape,...i.shape],s=x.sizeFromShape(i.shape),n=D({inputs:{x:i},backend:e,attrs:{shape:[s]}}),a=new tr(s),u=e.runWebGPUProgram(a,[n],n.dtype),p=D({inputs:{x:u},backend:e,attrs:{shape:o}});return e.disposeData(n.dataId),e.disposeData(u.dataId),p}var Su={kernelName:mi,backendName:"webgpu",kernelFunc:Om};var rr=class{constructor(t){this.variableNames=["x","w"],this.uniforms="filterDims: vec2<i32>, pads: vec2<i32>, strides: vec2<i32>, dilations: vec2<i32>",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.outShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="dilation2d"}getUserCode(){return`
       ${C("index")} {
         if (index < uniforms.size) {
           let neg_infinity = -3.4e38;
           let coords = getOutputCoords();
           let batch = coords.x;
           let d1 = coords.w;
           let outTopLeftCorner = coords.yz * uniforms.strides - uniforms.pads;
           let hBeg = outTopLeftCorner.x;
           let wBeg = outTopLeftCorner.y;

           var curVal = neg_infinity;
           for (var h = 0; h < uniforms.filterDims[0]; h = h + 1) {
             let hIn = hBeg + h * uniforms.dilations[0];

             if (hIn >= 0 && hIn < uniforms.xShape[1]) {
               for (var w = 0; w < uniforms.filterDims[1]; w = w + 1) {
                 let wIn = wBeg + w * uniforms.dilations[1];

                 if (wIn >= 0 && wIn < uniforms.xShape[2]) {
                   let val = getX(batch, hIn, wIn, d1) + getW(h, w, d1);
                   if (val > curVal) {
                     curVal = val;
                   }
                 }
               }
             }
           }

           setOutputAtIndex(index, curVal);
         }
       }
     `}};function Wm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,filter:s}=t,{strides:n,pad:a,dilations:u}=i,p=y.computeDilation2DInfo(o.shape,s.shape,n,a,"NHWC",u),d=[p.padInfo.top,p.padInfo.left],l=[{type:"int32",data:[p.filterHeight,p.filterWidth]},{type:"int32",data:[...d]},{type:"int32",data:[p.strideHeight,p.strideWidth]},{type:"int32",data:[p.dilationHeight,p.dilationWidth]}],c=new rr(p);return e.runWebGPUProgram(c,[o,s],o.dtype,l)}var bu={kernelName:hi,backendName:"webgpu",kernelFunc:Wm};var or=class{constructor(t,e){if(this.variableNames=["x","w","dy"],this.uniforms="filterDims: vec2<i32>, pads: vec2<i32>, strides: vec2<i32>, dilations: vec2<i32>, dySize: i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=t.inShape,this.dispatchLayout=b(t.outShape),this.dispatch=w(this.dispatchLayout,t.outShape,this.workgroupSize),e!=="float32"&&e!=="int32")throw new Error(`Dilation2DBackpropInput only supports float32 and int32
          types, does not support ${e} type.`);this.type=e,this.shaderKey="dilation2DBackpropInput"}getUserCode(){return`
       ${C("index")} {
         if (index < uniforms.dySize) {
           let coords = getDyCoordsFromIndex(index);
           let b = coords[0];
           let r = coords[1];
           let c = coords[2];
           let d = coords[3];

           let dyCorner = vec2<i32>(r, c) * uniforms.strides - uniforms.pads;
           var curVal = -3.4e38;  // neg_infinity
           var xRMax = 0;
           var xCMax = 0;

           // In the case of multiple argmax branches, we only back-propagate
           // along the last branch, i.e., the one with largest value of
           // 'wR * uniforms.filterDims[1] + wC', similarly to the max-pooling
           // backward routines.
           for (var wR = 0; wR < uniforms.filterDims[0]; wR++) {
             let xR = dyCorner.x + wR * uniforms.dilations[0];

             if (xR >= 0 && xR < uniforms.xShape[1]) {
               for (var wC = 0; wC < uniforms.filterDims[1]; wC++) {
                 let xC = dyCorner.y + wC * uniforms.dilations[1];

                 if (xC >= 0 && xC < uniforms.xShape[2]) {
                   let val = getX(b, xR, xC, d) + getW(wR, wC, d);
                   if (val > curVal) {
                     curVal = val;
                     xRMax = xR;
                     xCMax = xC;
                   }
                 }
               }
             }
           }

           let flatIndexIn = d + uniforms.xShape[3] *
               (xCMax + uniforms.xShape[2] * (xRMax + uniforms.xShape[1] * b));
           let value = getDy(b, r, c, d);
           ${ie("&result[flatIndexIn]","value",this.type)}
         }
       }
     `}},ir=class{constructor(t,e,i){if(this.variableNames=["x","w","dy"],this.uniforms="filterDims: vec2<i32>, pads: vec2<i32>, strides: vec2<i32>, dilations: vec2<i32>, dySize: i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=t.filterShape,this.dispatchLayout=b(t.outShape),this.dispatch=w(this.dispatchLayout,t.outShape,this.workgroupSize),i!=="float32"&&i!=="int32")throw new Error(`Dilation2DBackpropFilter only supports float32 and int32
          types, does not support ${i} type.`);this.type=i,this.shaderKey="dilation2DBackpropFilter"}getUserCode(){return`
       ${C("index")} {
         if (index < uniforms.dySize) {
           let coords = getDyCoordsFromIndex(index);
           let b = coords[0];
           let r = coords[1];
           let c = coords[2];
           let d = coords[3];

           let dyCorner = vec2<i32>(r, c) * uniforms.strides - uniforms.pads;
           var curVal = -3.4e38;  // neg_infinity
           var wRMax = 0;
           var wCMax = 0;

           // In the case of multiple argmax branches, we only back-propagate
           // along the last branch, i.e., the one with largest value of
           // 'wR * uniforms.filterDims[1] + wC', similarly to the max-pooling
           // backward routines.
           for (var wR = 0; wR < uniforms.filterDims[0]; wR++) {
             let xR = dyCorner.x + wR * uniforms.dilations[0];

             if (xR >= 0 && xR < uniforms.xShape[1]) {
               for (var wC = 0; wC < uniforms.filterDims[1]; wC++) {
                 let xC = dyCorner.y + wC * uniforms.dilations[1];

                 if (xC >= 0 && xC < uniforms.xShape[2]) {
                   let val = getX(b, xR, xC, d) + getW(wR, wC, d);
                   if (val > curVal) {
                     curVal = val;
                     wRMax = wR;
                     wCMax = wC;
                   }
                 }
               }
             }
           }

           let flatIndexIn = d + uniforms.wShape[2] * (wCMax + wRMax * uniforms.wShape[1]);
           let value = getDy(b, r, c, d);
           ${ie("&result[flatIndexIn]","value",this.type)}
         }
       }
     `}};function Hm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,filter:s,dy:n}=t,{strides:a,pad:u,dilations:p}=i,d=y.computeDilation2DInfo(o.shape,s.shape,a,u,"NHWC",p),l=s.dtype,c=new ir(d,s.shape,l),m=[{type:"int32",data:[d.filterHeight,d.filterWidth]},{type:"int32",data:[d.padInfo.top,d.padInfo.left]},{type:"int32",data:[d.strideHeight,d.strideWidth]},{type:"int32",data:[d.dilationHeight,d.dilationWidth]},{type:"int32",data:[x.sizeFromShape(d.outShape)]}],h=O({backend:e,attrs:{shape:s.shape,value:0,dtype:l}});return e.runWebGPUProgram(c,[o,s,n],l,m,h)}var vu={kernelName:gi,backendName:"webgpu",kernelFunc:Hm};function Gm(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,filter:s,dy:n}=t,{strides:a,pad:u,dilations:p}=i,d=y.computeDilation2DInfo(o.shape,s.shape,a,u,"NHWC",p),l=o.dtype,c=new or(d,l),m=[{type:"int32",data:[d.filterHeight,d.filterWidth]},{type:"int32",data:[d.padInfo.top,d.padInfo.left]},{type:"int32",data:[d.strideHeight,d.strideWidth]},{type:"int32",data:[d.dilationHeight,d.dilationWidth]},{type:"int32",data:[x.sizeFromShape(d.outShape)]}],h=O({backend:e,attrs:{shape:d.inShape,value:0,dtype:l}});return e.runWebGPUProgram(c,[o,s,n],l,m,h)}var ku={kernelName:fi,backendName:"webgpu",kernelFunc:Gm};var sr=class{constructor(t,e,i){this.variableNames=["Image"],this.uniforms="alpha: f32,",this.workgroupSize=[64,1,1],this.pixelsOpType=ve.DRAW,this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.type=e,this.textureFormat=i,this.shaderKey=`draw_${e}_${i}`}getUserCode(){let t,e=this.type==="float32"?"value":"value / 255.0";return t=`
      if (uniforms.numChannels == 1) {
        rgba[0] = ${e};
        rgba[1] = ${e};
        rgba[2] = ${e};
      } else {
        rgba[d] = ${e};
      }`,`
       @group(0) @binding(0) var outImage : texture_storage_2d<${this.textureFormat}, write>;
       ${C("index")} {
         if (index < uniforms.size) {
           var rgba = vec4<f32>(0.0, 0.0, 0.0, uniforms.alpha);
           for (var d = 0; d < uniforms.numChannels; d = d + 1) {
             let value = f32(inBuf[index * uniforms.numChannels + d]);
             ${t}
           }
           rgba.x = rgba.x * rgba.w;
           rgba.y = rgba.y * rgba.w;
           rgba.z = rgba.z * rgba.w;
           let coords = getCoordsFromIndex(index);
           textureStore(outImage, vec2<i32>(coords.yx), rgba);
         }
       }
      `}};function Vm(r){let{inputs:t,backend:e,attrs:i}=r,{image:o}=t,{canvas:s,options:n}=i,[a,u]=o.shape.slice(0,2),{imageOptions:p}=n||{},d=p?.alpha||1,l=e.device.features.has("bgra8unorm-storage")?"bgra8unorm":"rgba8unorm",c=[a,u],m=new sr(c,o.dtype,l);s.width=u,s.height=a;let h="webgpu",f=s.getContext(h),g;f||(g=new OffscreenCanvas(u,a),f=g.getContext(h));let S=o.shape.length===3?o.shape[2]:1;f.configure({device:e.device,format:l,usage:GPUTextureUsage.STORAGE_BINDING,alphaMode:"premultiplied"});let v="int32",I=e.makeTensorInfo(c,v),R=e.tensorMap.get(I.dataId);R.resource=f.getCurrentTexture(),R.external=!0;let P=[{type:"uint32",data:[S]},{type:"float32",data:[d]}];if(e.runWebGPUProgram(m,[o],v,P,I),g){let $=s.getContext("2d");if(!$)throw new Error("Please make sure this canvas has only been used for 2d or webgpu context!");$.drawImage(g,0,0)}return e.disposeData(I.dataId),o}var Iu={kernelName:xi,backendName:"webgpu",kernelFunc:Vm};var lo=F({opType:z.MUL,cpuKernelImpl:na,supportsComplex:!0}),Ru={kernelName:is,backendName:"webgpu",kernelFunc:lo};function mo(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{axis:s,keepDims:n}=i;return ae(o,s,n,"sum",e)}var Pu={kernelName:"Sum",backendName:"webgpu",kernelFunc:mo};function Km(r){let{inputs:t,backend:e,attrs:i}=r,{equation:o}=i,s=t,{allDims:n,summedDims:a,idDims:u}=y.decodeEinsumEquation(o,s.length);y.checkEinsumDimSizes(n.length,u,s);let{path:p,steps:d}=y.getEinsumComputePath(a,u),l=d.length,c=null,m=n.length,h=[];for(let f=0;f<l;++f){for(let g of d[f]){let{permutationIndices:S,expandDims:v}=y.getEinsumPermutation(m,u[g]),I;y.isIdentityPermutation(S)?I=s[g]:(I=te({inputs:{x:s[g]},backend:e,attrs:{perm:S}}),h.push(I));let R=I.shape.slice();for(let P=0;P<v.length;++P)R.splice(v[P],0,1);x.arraysEqual(I.shape,R)||(I=D({inputs:{x:I},backend:e,attrs:{shape:R}}),h.push(I)),c===null?c=I:(c=lo({inputs:{a:I,b:c},backend:e}),h.push(c))}f<l-1&&(p[f]>=0&&(c=mo({inputs:{x:c},backend:e,attrs:{axis:p[f]-(n.length-m),keepDims:!1}}),h.push(c)),m--)}for(let f of h)f!==c&&e.disposeData(f.dataId);return c}var Du={kernelName:wi,backendName:"webgpu",kernelFunc:Km};var jm=N({opType:k.ELU}),zu={kernelName:"Elu",backendName:"webgpu",kernelFunc:jm};var Ym=r=>{let{inputs:t,backend:e}=r,{dy:i,y:o}=t,s=new Ie(z.ELU_DER,i.shape,o.shape);return e.runWebGPUProgram(s,[i,o],i.dtype)},$u={kernelName:yi,backendName:"webgpu",kernelFunc:Ym};var Qm=F({opType:z.EQUAL,dtype:"bool",cpuKernelImpl:Vn}),Nu={kernelName:Si,backendName:"webgpu",kernelFunc:Qm};var Jm=N({opType:k.ERF}),Au={kernelName:"Erf",backendName:"webgpu",kernelFunc:Jm};var th=N({opType:k.EXP,cpuKernelImpl:qn,dtype:"float32"}),Tu={kernelName:"Exp",backendName:"webgpu",kernelFunc:th};function nr(r){let{inputs:t,attrs:e,backend:i}=r,{dim:o}=e,{input:s}=t,n=s.shape.length,a=s.shape.slice(),u=o;return o<0&&(x.assert(-(n+1)<=o,()=>`Axis must be in the interval [${-(n+1)}, ${n}]`),u=n+o+1),a.splice(u,0,1),D({inputs:{x:s},backend:i,attrs:{shape:a}})}var Lu={kernelName:bi,backendName:"webgpu",kernelFunc:nr};var rh=N({opType:k.EXPM1,cpuKernelImpl:Kn}),Bu={kernelName:vi,backendName:"webgpu",kernelFunc:rh};var ot=class{constructor(t,e){this.variableNames=["real","imag"],this.outputShape=[],this.uniforms="exponentMultiplier : f32, denominator: f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.component=t,this.shaderKey=`fft_${t}`}getUserCode(){return`
    fn unaryOpComplex(real: f32, expR: f32, imag: f32, expI: f32) -> f32 {
      ${this.component==="real"?"return real * expR - imag * expI;":"return real * expI + imag * expR;"}
    }

    fn mulMatDFT(batch: i32, index: i32) -> f32 {
      let indexRatio = f32(index) / f32(uniforms.realShape[1]);
      let exponentMultiplierTimesIndexRatio =
          uniforms.exponentMultiplier * indexRatio;

      var result = 0.0;

      for (var i = 0; i < uniforms.realShape[1]; i = i + 1) {
        // x = (-2|2 * PI / N) * index * i;
        let x = exponentMultiplierTimesIndexRatio * f32(i);
        let expR = cos(x);
        let expI = sin(x);
        let real = getReal(batch, i);
        let imag = getImag(batch, i);

        result = result +
            unaryOpComplex(real, expR, imag, expI) / uniforms.denominator;
      }

      return result;
    }

    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        setOutputAtIndex(index, mulMatDFT(coords[0], coords[1]));
      }
    }
  `}};function ar(r,t,e){let i=e.tensorMap.get(r.dataId),o=x.sizeFromShape(r.shape),s=r.shape[r.shape.length-1],n=o/s,a=[],u=D({inputs:{x:r},backend:e,attrs:{shape:[n,s]}});a.push(u);let p=u.shape,d=new ot("real",p),l=new ot("imag",p),c=[{dataId:i.complexTensorInfos.real.dataId,dtype:i.complexTensorInfos.real.dtype,shape:p},{dataId:i.complexTensorInfos.imag.dataId,dtype:i.complexTensorInfos.imag.dtype,shape:p}],m=t?2*Math.PI:-2*Math.PI,h=t?p[1]:1,f=[{type:"float32",data:[m]},{type:"float32",data:[h]}],g=e.runWebGPUProgram(d,c,"float32",f);a.push(g);let S=e.runWebGPUProgram(l,c,"float32",f);a.push(S);let v=ce({inputs:{real:g,imag:S},backend:e});a.push(v);let I=D({inputs:{x:v},backend:e,attrs:{shape:r.shape}});return a.forEach(R=>e.disposeData(R.dataId)),I}function ih(r){let{inputs:t,backend:e}=r,{input:i}=t;return ar(i,!1,e)}var Fu={kernelName:"FFT",backendName:"webgpu",kernelFunc:ih};var ur=class{constructor(t){this.outputShape=[],this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="flipLeftRight"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let coordX = uniforms.xShape[2] - coords[2] - 1;
          let outputValue = getX(coords[0], coords[1], coordX, coords[3]);
          setOutputAtIndex(index, outputValue);
        }
      }
    `}};var Uu={kernelName:Ii,backendName:"webgpu",kernelFunc:({inputs:r,backend:t})=>{let{image:e}=r,i=t,o=new ur(e.shape);return i.runWebGPUProgram(o,[e],e.dtype)}};var sh=N({opType:k.FLOOR,cpuKernelImpl:Xn}),_u={kernelName:Ri,backendName:"webgpu",kernelFunc:sh};var nh=F({opType:z.FLOOR_DIV,cpuKernelImpl:jn,dtype:"int32"}),Eu={kernelName:Pi,backendName:"webgpu",kernelFunc:nh};var pr=class{constructor(t,e,i=!1){this.pixelsOpType=ve.FROM_PIXELS,this.outputShape=[0],this.variableNames=[],this.workgroupSize=[256,1,1],this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[e,1,1]),this.importVideo=i,this.shaderKey=`fromPixels_${this.importVideo}`}getUserCode(){let t=this.importVideo?"textureLoad(src, vec2<i32>(coords.yx));":"textureLoad(src, vec2<i32>(coords.yx), 0)";return`
      @binding(1) @group(0) var src: ${this.importVideo?"texture_external":"texture_2d<f32>"};
      ${C("index")} {
        let flatIndex = index * uniforms.numChannels;
        if (flatIndex < uniforms.size) {
          let coords = getCoordsFromIndex(flatIndex);
          let values = ${t};
          for (var i = 0; i < uniforms.numChannels; i = i + 1) {
            result[flatIndex + i] = i32(floor(255.0 * values[i]));
          }
        }
      }
  `}};var Mu={kernelName:on,backendName:"webgpu",kernelFunc:ah},Xe,ho=M().getBool("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU");function ah(r){let{inputs:t,backend:e,attrs:i}=r,{pixels:o}=t,{numChannels:s}=i;if(o==null)throw new Error("pixels passed to tf.browser.fromPixels() can not be null");let n=typeof HTMLVideoElement<"u"&&o instanceof HTMLVideoElement,a=typeof HTMLImageElement<"u"&&o instanceof HTMLImageElement,u=typeof HTMLCanvasElement<"u"&&o instanceof HTMLCanvasElement||typeof OffscreenCanvas<"u"&&o instanceof OffscreenCanvas,p=typeof ImageBitmap<"u"&&o instanceof ImageBitmap,[d,l]=n?[o.videoWidth,o.videoHeight]:[o.width,o.height],c=[l,d,s],m=M().getBool("WEBGPU_IMPORT_EXTERNAL_TEXTURE")&&n,h=n||a;if(p||u||h){let v;if(m)v=e.device.importExternalTexture({source:o});else{if(h){let H=M().getBool("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU");(Xe==null||H!==ho)&&(ho=H,Xe=document.createElement("canvas").getContext("2d",{willReadFrequently:ho})),Xe.canvas.width=d,Xe.canvas.height=l,Xe.drawImage(o,0,0,d,l),o=Xe.canvas}let _=GPUTextureUsage.COPY_DST|GPUTextureUsage.RENDER_ATTACHMENT|GPUTextureUsage.TEXTURE_BINDING,X=e.textureManager.acquireTexture(c[1],c[0],"rgba8unorm",_);e.queue.copyExternalImageToTexture({source:o},{texture:X},[c[1],c[0]]),v=X}let I=x.sizeFromShape(c),R=x.computeStrides(c),P=new pr(c,s,m),$=[{type:"uint32",data:[I]},{type:"uint32",data:[s]},{type:"uint32",data:[...R]}],A=e.makeTensorInfo([l,d],"int32"),T=e.tensorMap.get(A.dataId);T.resource=v;let L=e.runWebGPUProgram(P,[A],"int32",$);return e.disposeData(A.dataId),L}let f=o.data,g=f;if(s!=null&&s!==4){g=new Uint8Array(o.width*o.height*s);let v=f.length,I=0;for(let R=0;R<v;R++)R%4<s&&(g[I++]=f[R])}let S=e.makeTensorInfo(c,"int32",new Int32Array(g));return e.uploadToGPU(S.dataId),S}var dr=class{constructor(t,e,i,o,s){this.uniforms="varianceEpsilon : f32,",this.workgroupSize=[128,1,1],this.size=!0,this.variableNames=["x","mean","variance"],y.assertAndGetBroadcastShape(t,e),y.assertAndGetBroadcastShape(t,i),this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),o!=null&&(y.assertAndGetBroadcastShape(t,o),this.variableNames.push("offset")),s!=null&&(y.assertAndGetBroadcastShape(t,s),this.variableNames.push("scale")),this.offsetShape=o,this.scaleShape=s,this.shaderKey="batchNorm"}getUserCode(){let t="0.0";this.offsetShape!=null&&(t="getOffsetByOutputIndex(index)");let e="1.0";return this.scaleShape!=null&&(e="getScaleByOutputIndex(index)"),`
      ${C("index")} {
        if (index < uniforms.size)
        {
          let xValue = getXByOutputIndex(index);
          let meanValue = getMeanByOutputIndex(index);
          let varianValue = getVarianceByOutputIndex(index);
          let offsetValue = ${t};
          let scaleValue = ${e};
          let inv = scaleValue * inverseSqrt(varianValue + f32(uniforms.varianceEpsilon));
          setOutputAtIndex(index,dot(vec3<f32>(xValue, -meanValue, offsetValue), vec3<f32>(inv, inv, 1.0)));
        }
      }
  `}};var Ou={kernelName:Di,backendName:"webgpu",kernelFunc:({inputs:r,attrs:t,backend:e})=>{let{x:i,scale:o,offset:s,mean:n,variance:a}=r,{varianceEpsilon:u}=t,p=e,d=[i,n,a],l=null;s!=null&&(l=s.shape,d.push(s));let c=null;o!=null&&(c=o.shape,d.push(o));let m=new dr(i.shape,n.shape,a.shape,l,c),h=[{type:"float32",data:[u]}];return p.runWebGPUProgram(m,d,i.dtype,h)}};function uh(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,filter:s,bias:n,preluActivationWeights:a}=t,{strides:u,pad:p,dataFormat:d,dilations:l,dimRoundingMode:c,activation:m,leakyreluAlpha:h}=i,f=y.convertConv2DDataFormat(d),g=y.computeConv2DInfo(o.shape,s.shape,u,l,p,c,!1,f);return Wt({x:o,filter:s,convInfo:g,backend:e,bias:n,preluActivationWeights:a,leakyreluAlpha:h,activation:m})}var Wu={kernelName:an,backendName:"webgpu",kernelFunc:uh};function ph(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,filter:s,bias:n,preluActivationWeights:a}=t,{strides:u,pad:p,dilations:d,dimRoundingMode:l,activation:c,leakyreluAlpha:m}=i,h=d;h==null&&(h=[1,1]),x.assert(y.eitherStridesOrDilationsAreOne(u,h),()=>`Error in depthwiseConv2d: Either strides or dilations must be 1. Got strides ${u} and dilations '${h}'`);let f=y.computeConv2DInfo(o.shape,s.shape,u,h,p,l,!0),g=[o,s],S=n!=null,v=a!=null;S&&g.push(n),v&&g.push(a);let I=[{type:"int32",data:[f.padInfo.top,f.padInfo.left]},{type:"int32",data:[f.inHeight,f.inWidth]}],R;return f.outHeight>4&&f.outWidth>4&&f.strideWidth<=2&&f.inChannels===f.outChannels&&f.dilationHeight===1&&f.dilationWidth===1&&f.inChannels%4===0?(R=new qe(f,S,c,v),I.push({type:"int32",data:[R.virtualWidth]})):(R=new Ke(f,S,c,v),I.push({type:"int32",data:[f.filterHeight]},{type:"int32",data:[f.filterWidth]},{type:"int32",data:[f.strideHeight,f.strideWidth]},{type:"int32",data:[f.dilationHeight,f.dilationWidth]})),c==="leakyrelu"&&(I.push({type:"float32",data:[m]}),R.uniforms+=" alpha : f32,"),e.runWebGPUProgram(R,g,"float32",I)}var Hu={kernelName:un,backendName:"webgpu",kernelFunc:ph};var cr=class{constructor(t,e){this.variableNames=["A","indices"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey=`gathernd_${t}`,this.sliceDim=t,this.uniforms=`sliceDim : i32, strides : ${E(t)},`}getUserCode(){let t;return this.sliceDim>1?t="uniforms.strides[j]":t="uniforms.strides",`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          var flattenIndex = 0;
          for (var j = 0; j < uniforms.sliceDim; j = j + 1) {
            let indexTemp = i32(round(getIndices(coords[0], j)));
            let strideNum = ${t};
            flattenIndex = flattenIndex + indexTemp * strideNum;
          }

          setOutputAtIndex(index, getA(flattenIndex, coords[1]));
        }
      }
      `}};function dh(r){let{inputs:t,backend:e}=r,{params:i,indices:o}=t,s=o.shape,n=s[s.length-1],a=x.sizeFromShape(i.shape),[u,p,d,l]=y.prepareAndValidate(i,o),c=D({inputs:{x:o},backend:e,attrs:{shape:[p,n]}}),m=D({inputs:{x:i},backend:e,attrs:{shape:[x.sizeFromShape(i.shape)/d,d]}});if(e.shouldExecuteOnCPU([i,o])||i.dtype==="string"){let v=e.readSync(o.dataId),I=e.bufferSync(i),R=Yn(v,I,i.dtype,p,n,d,l,i.shape,a);return e.makeTensorInfo(u,i.dtype,R.values)}let h=new cr(n,[p,d]),f=[{type:"int32",data:[n]},{type:"int32",data:l}],g=e.runWebGPUProgram(h,[m,c],m.dtype,f),S=D({inputs:{x:g},backend:e,attrs:{shape:u}});return e.disposeData(c.dataId),e.disposeData(m.dataId),e.disposeData(g.dataId),S}var Gu={kernelName:$i,backendName:"webgpu",kernelFunc:dh};var lr=class{constructor(t,e){this.variableNames=["A","indices"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.slice(),this.aShape=t,this.outputShape=e,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="gather"}getUserCode(){let t=ch(this.aShape);return`
      ${C("index")} {
        if (index < uniforms.size) {
          let resRC = getCoordsFromIndex(index);
          let indexZ = i32(getIndices(resRC.x, resRC.z));
          let inBounds = select(0.0, 1.0, indexZ >= 0 && indexZ < uniforms.aShape[2]);
          setOutputAtIndex(index, inBounds * getA(${t}));
        }
      }
    `}};function ch(r){let t=["resRC.x","resRC.y","resRC.z","resRC.w"],e=[];for(let i=0;i<r.length;i++)i===2?e.push("indexZ"):e.push(`${t[i]}`);return e.join()}function fo(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,indices:s}=t,{axis:n,batchDims:a}=i,u=x.parseAxisParam(n,o.shape)[0],p=y.segment_util.collectGatherOpShapeInfo(o,s,u,a),d=x.sizeFromShape(s.shape),l=[],c=D({inputs:{x:o},backend:e,attrs:{shape:[p.batchSize,p.outerSize,p.dimSize,p.sliceSize]}}),m=D({inputs:{x:s},backend:e,attrs:{shape:[p.batchSize,d/p.batchSize]}});l.push(c),l.push(m);let h=[p.batchSize,p.outerSize,d/p.batchSize,p.sliceSize];if(e.shouldExecuteOnCPU([o,s])){let I=e.tensorMap.get(m.dataId).values,R=xe(m.shape,m.dtype,I),$=e.tensorMap.get(c.dataId).values,A=xe(c.shape,c.dtype,$),T=Qn(A,R,h);return l.forEach(L=>e.disposeData(L.dataId)),e.makeTensorInfo(p.outputShape,T.dtype,T.values)}let f=new lr(c.shape,h),g=e.runWebGPUProgram(f,[c,m],c.dtype);l.push(g);let S=D({inputs:{x:g},backend:e,attrs:{shape:p.outputShape}});return l.forEach(v=>e.disposeData(v.dataId)),S}var Vu={kernelName:zi,backendName:"webgpu",kernelFunc:fo};var lh=F({opType:z.GREATER,cpuKernelImpl:Jn,dtype:"bool"}),qu={kernelName:Ni,backendName:"webgpu",kernelFunc:lh};var mh=F({opType:z.GREATER_EQUAL,dtype:"bool",cpuKernelImpl:Zn}),Ku={kernelName:Ai,backendName:"webgpu",kernelFunc:mh};function hh(r){let{inputs:t,backend:e}=r,{input:i}=t;return ar(i,!0,e)}var Xu={kernelName:Li,backendName:"webgpu",kernelFunc:hh};var fh=N({opType:k.IS_FINITE,dtype:"bool"}),ju={kernelName:Fi,backendName:"webgpu",kernelFunc:fh};var gh=N({opType:k.IS_INF,dtype:"bool"}),Yu={kernelName:Ui,backendName:"webgpu",kernelFunc:gh};var xh=N({opType:k.IS_NAN,dtype:"bool"}),Qu={kernelName:_i,backendName:"webgpu",kernelFunc:xh};function Ch(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{alpha:s}=i,n=[{type:"float32",data:[s]}],a=new ne(o.shape,k.LEAKYRELU,"alpha : f32,");return e.runWebGPUProgram(a,[o],"float32",n)}var Zu={kernelName:Ei,backendName:"webgpu",kernelFunc:Ch};var wh=F({opType:z.LESS,dtype:"bool",cpuKernelImpl:ta}),Ju={kernelName:Mi,backendName:"webgpu",kernelFunc:wh};var yh=F({opType:z.LESS_EQUAL,dtype:"bool",cpuKernelImpl:ea}),ep={kernelName:Oi,backendName:"webgpu",kernelFunc:yh};var mr=class{constructor(t){this.variableNames=[],this.outputShape=[],this.uniforms="start : f32, step : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="linSpace"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          setOutputAtIndex(index, uniforms.start + f32(index) * uniforms.step);
        }
      }
    `}};function Sh(r){let{backend:t,attrs:e}=r,{start:i,stop:o,num:s}=e,n=(o-i)/(s-1),a=new mr(s),u=[{type:"float32",data:[i]},{type:"float32",data:[n]}];return t.runWebGPUProgram(a,[],"float32",u)}var tp={kernelName:Wi,backendName:"webgpu",kernelFunc:Sh};var vh=N({opType:k.LOG,cpuKernelImpl:ra}),rp={kernelName:"Log",backendName:"webgpu",kernelFunc:vh};var kh=N({opType:k.LOG1P}),op={kernelName:Hi,backendName:"webgpu",kernelFunc:kh};var Ih=F({opType:z.LOGICAL_AND,dtype:"bool"}),ip={kernelName:Gi,backendName:"webgpu",kernelFunc:Ih};var Rh=N({opType:k.LOGICAL_NOT}),sp={kernelName:Vi,backendName:"webgpu",kernelFunc:Rh};var Ph=F({opType:z.LOGICAL_OR}),np={kernelName:qi,backendName:"webgpu",kernelFunc:Ph};var ap=`
  var powValue = 0.0;
  let basis = uniforms.bias + uniforms.alpha * sum;
  if (uniforms.beta == 0.5) {
    powValue = inverseSqrt(basis);
  } else if (uniforms.beta == 1.0) {
    powValue = 1.0 / basis;
  } else {
    powValue = exp(log(basis) * (-uniforms.beta));
  }
`,hr=class{constructor(t){this.outputShape=[],this.variableNames=["x"],this.uniforms="radius : i32, bias : f32, alpha : f32, beta : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="lrn"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        let b = coords[0];
        let r = coords[1];
        let c = coords[2];
        let d = coords[3];

        let x = getX(b, r, c, d);
        var sum = 0.0;
        for (var i = -uniforms.radius; i <= uniforms.radius; i = i + 1) {
          let idx = d + i;
          if (idx >= 0 && idx < uniforms.xShape[3]) {
            let z = getX(b, r, c, idx);
            sum = sum + z * z;
          }
        }
        ${ap}

        setOutputAtIndex(index, x * powValue);
      }
    }
  `}},fr=class{constructor(t,e){this.outputShape=[],this.variableNames=["x"],this.uniforms="radius : i32, bias : f32, alpha : f32, beta : f32,",this.workgroupSize=[256,1,1],this.maxAllowRadius=16,x.assert(e<=this.maxAllowRadius,()=>`Radius must be less than or equal to ${this.maxAllowRadius}, current radius is ${e}`),this.outputShape=t,this.elementsPerWorkgroup=this.workgroupSize[0]-2*this.maxAllowRadius,this.dispatchLayout={x:[3],y:[2],z:[0,1]},this.dispatch=w(this.dispatchLayout,this.outputShape,[this.elementsPerWorkgroup,this.workgroupSize[1],this.workgroupSize[2]]),this.shaderKey="lrn_shared"}getUserCode(){return`
    var <workgroup>lrnSub: array<f32, ${this.workgroupSize[0]}>;
    const elementsPerWorkgroup = ${this.elementsPerWorkgroup};
    const maxAllowRadius = ${this.maxAllowRadius};

    ${C()} {
      let localDepth = i32(localId.x);
      let workgroupDepth = i32(workgroupId.x) * elementsPerWorkgroup;
      let xDepth = workgroupDepth + localDepth - maxAllowRadius;
      let b = i32(globalId.z) / uniforms.xShape[1];
      let r = i32(globalId.z) - b * uniforms.xShape[1];
      let c = i32(globalId.y);
      let d = workgroupDepth + localDepth;

      var x = 0.0;
      if (xDepth >= 0 && xDepth < uniforms.xShape[3]) {
        x = getX(b, r, c, xDepth);
      }
      lrnSub[localDepth] = x;
      workgroupBarrier();

      if (localDepth < elementsPerWorkgroup && d < uniforms.outShape[3]) {
        var sum = 0.0;
        let index = localDepth + maxAllowRadius;
        for (var i = -uniforms.radius; i <= uniforms.radius; i = i + 1) {
          let z = lrnSub[index + i];
          sum = sum + z * z;
        }
        ${ap}

        setOutputAtCoords(b, r, c, d, lrnSub[index] * powValue);
      }
    } `}};function zh(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{depthRadius:s,bias:n,alpha:a,beta:u}=i,p;s>16?p=new hr(o.shape):p=new fr(o.shape,s);let d=[{type:"int32",data:[s]},{type:"float32",data:[n]},{type:"float32",data:[a]},{type:"float32",data:[u]}];return e.runWebGPUProgram(p,[o],o.dtype,d)}var up={kernelName:"LRN",backendName:"webgpu",kernelFunc:zh};var gr=class{constructor(t){this.outputShape=[],this.variableNames=["inputImage","outputImage","dy"],this.uniforms="depthRadius : i32, bias : f32, alpha : f32, beta : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="lrn_grad"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        let b = coords[0];
        let r = coords[1];
        let c = coords[2];

        let MIN_DEPTH_BEGIN = 0;
        let MAX_DEPTH_END = uniforms.outShape[3];
        var result = 0.0;
        for (var d = MIN_DEPTH_BEGIN; d < MAX_DEPTH_END; d++) {
          let depthBegin = max(MIN_DEPTH_BEGIN, d - uniforms.depthRadius);
          let depthEnd = min(MAX_DEPTH_END, d + uniforms.depthRadius + 1);

          var norm = 0.0;
          for (var k = MIN_DEPTH_BEGIN; k < MAX_DEPTH_END; k++) {
            if (k < depthBegin) {
              continue;
            } else if (k >= depthBegin && k < depthEnd) {
              norm += getInputImage(b, r, c, k) * getInputImage(b, r, c, k);
            } else {
              break;
            }
          }

          norm = uniforms.alpha * norm + uniforms.bias;

          for (var k = MIN_DEPTH_BEGIN; k < MAX_DEPTH_END; k++) {
            if (k < depthBegin) {
              continue;
            } else if (k >= depthBegin && k < depthEnd) {
              var dyi = -2.0 * uniforms.alpha * uniforms.beta
                * getInputImage(b, r, c, k) * getOutputImage(b, r, c, d) / norm;
              if (k == d) {
                dyi += pow(norm, -1.0 * uniforms.beta);
              }
              if (k == coords[3]) {
                dyi *= getDy(b, r, c, d);
                result += dyi;
              }
            } else {
              break;
            }
          }
        }

        setOutputAtIndex(index, result);
      }
    }
  `}};function $h(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,y:s,dy:n}=t,{depthRadius:a,bias:u,alpha:p,beta:d}=i,l=new gr(o.shape),c=[{type:"int32",data:[a]},{type:"float32",data:[u]},{type:"float32",data:[p]},{type:"float32",data:[d]}];return e.runWebGPUProgram(l,[o,s,n],o.dtype,c)}var pp={kernelName:Ki,backendName:"webgpu",kernelFunc:$h};var Nh=F({opType:z.MAX,cpuKernelImpl:ia}),dp={kernelName:Xi,backendName:"webgpu",kernelFunc:Nh};function Ah(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{filterSize:s,strides:n,pad:a,dimRoundingMode:u}=i,d=y.computePool2DInfo(o.shape,s,n,1,a,u);return zt(o,d,"max",e)}var cp={kernelName:ji,backendName:"webgpu",kernelFunc:Ah};function Th(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{filterSize:s,strides:n,pad:a,dataFormat:u,dimRoundingMode:p}=i,d=[1,1,1],l=y.computePool3DInfo(o.shape,s,n,d,a,p,u),c=new Ae(l,"max"),m=[{type:"int32",data:[l.strideDepth,l.strideHeight,l.strideWidth]},{type:"int32",data:[l.padInfo.front,l.padInfo.top,l.padInfo.left]},{type:"int32",data:[l.inDepth,l.inHeight,l.inWidth]},{type:"int32",data:[l.effectiveFilterDepth,l.effectiveFilterHeight,l.effectiveFilterWidth]}];return e.runWebGPUProgram(c,[o],o.dtype,m)}var lp={kernelName:Qi,backendName:"webgpu",kernelFunc:Th};var xr=class{constructor(t){this.variableNames=["dy","maxPos"],this.uniforms=`strides : vec2<i32>, pads : vec2<i32>, dilations : vec2<i32>, filterDims : vec2<i32>,
       outHeight : i32, outWidth : i32`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="maxPool2DBackprop"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords[0];
        let d = coords[3];

        let dyRCCorner = vec2<i32>(coords.yz) - uniforms.pads;
        let dyRCorner = dyRCCorner.x;
        let dyCCorner = dyRCCorner.y;

        // Convolve dy(?, ?, d) with pos mask(:, :, d) to get dx(xR, xC, d).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        let lastIndex = uniforms.filterDims[0] * uniforms.filterDims[1] - 1;
        for (var wR = 0; wR < uniforms.filterDims[0]; wR += uniforms.dilations[0]) {
          let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[0]);

          if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
            continue;
          }
          let idyR = i32(dyR);

          for (var wC = 0; wC < uniforms.filterDims[1]; wC += uniforms.dilations[1]) {
            let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[1]);

            if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
              continue;
            }
            let idyC = i32(dyC);

            let dyValue = getDy(batch, idyR, idyC, d);
            let maxPosValue = lastIndex - i32(getMaxPos(batch, idyR, idyC, d));

            // Get the current value, check it against the value from the
            // position matrix.
            let curPosValue = wR * uniforms.filterDims[1] + wC;
            let mask = select(0.0, 1.0, maxPosValue == curPosValue);
            dotProd += dyValue * mask;
          }
        }
        setOutputAtIndex(index, dotProd);
      }
    }
    `}},Cr=class{constructor(t){this.variableNames=["dy","maxPos"],this.uniforms=`strides : vec3<i32>, pads : vec3<i32>, filterDims : vec3<i32>,
      outDepth : i32, outHeight : i32, outWidth : i32`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t.inShape,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="maxPool3DBackprop"}getUserCode(){return`
      ${C("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        let batch = coords.x;
        let ch = coords.u;

        let dyCorner = vec3<i32>(coords.y, coords.z, coords.w) - uniforms.pads;
        let dyDCorner = dyCorner.x;
        let dyRCorner = dyCorner.y;
        let dyCCorner = dyCorner.z;

        // Convolve dy(?, ?, ?, ch) with pos mask(:, :, :, d) to get
        // dx(xD, xR, xC, ch).
        // ? = to be determined. : = across all values in that axis.
        var dotProd = 0.0;
        let lastIndex = uniforms.filterDims[0] * uniforms.filterDims[1] * uniforms.filterDims[2] - 1;

        for (var wD = 0; wD < uniforms.filterDims[0]; wD++) {
          let dyD = f32(dyDCorner + wD) / f32(uniforms.strides[0]);

          if (dyD < 0.0 || dyD >= f32(uniforms.outDepth) || fract(dyD) > 0.0) {
            continue;
          }
          let idyD = i32(dyD);

          for (var wR = 0; wR < uniforms.filterDims[1]; wR++) {
            let dyR = f32(dyRCorner + wR) / f32(uniforms.strides[1]);

            if (dyR < 0.0 || dyR >= f32(uniforms.outHeight) || fract(dyR) > 0.0) {
              continue;
            }
            let idyR = i32(dyR);

            for (var wC = 0; wC < uniforms.filterDims[2]; wC++) {
              let dyC = f32(dyCCorner + wC) / f32(uniforms.strides[2]);

              if (dyC < 0.0 || dyC >= f32(uniforms.outWidth) || fract(dyC) > 0.0) {
                continue;
              }
              let idyC = i32(dyC);

              let dyValue = getDy(batch, idyD, idyR, idyC, ch);
              let maxPosValue = lastIndex - i32(getMaxPos(batch, idyD, idyR, idyC, ch));

              // Get the current value, check it against the value from the
              // position matrix.
              let curPosValue = wD * uniforms.filterDims[1] * uniforms.filterDims[2] + wR * uniforms.filterDims[2] + wC;
              let mask = select(0.0, 1.0, maxPosValue == curPosValue);
              dotProd += dyValue * mask;
            }
          }
        }

        setOutputAtIndex(index, dotProd);
      }
    }
    `}};function Lh(r){let{inputs:t,backend:e,attrs:i}=r,{dy:o,input:s}=t,n=s,{filterSize:a,strides:u,pad:p,dimRoundingMode:d}=i,l=[1,1,1],c=y.computePool3DInfo(n.shape,a,u,l,p,d),m=new Ae(c,"max",!0),h=[{type:"int32",data:[c.strideDepth,c.strideHeight,c.strideWidth]},{type:"int32",data:[c.padInfo.front,c.padInfo.top,c.padInfo.left]},{type:"int32",data:[c.inDepth,c.inHeight,c.inWidth]},{type:"int32",data:[c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth]}],f=e.runWebGPUProgram(m,[n],"int32",h),g=new Cr(c);h=[{type:"int32",data:[c.strideDepth,c.strideHeight,c.strideWidth]},{type:"int32",data:[c.effectiveFilterDepth-1-c.padInfo.front,c.effectiveFilterHeight-1-c.padInfo.top,c.effectiveFilterWidth-1-c.padInfo.left]},{type:"int32",data:[c.effectiveFilterDepth,c.effectiveFilterHeight,c.effectiveFilterWidth]},{type:"int32",data:[c.outDepth]},{type:"int32",data:[c.outHeight]},{type:"int32",data:[c.outWidth]}];let S=e.runWebGPUProgram(g,[o,f],n.dtype,h);return e.disposeData(f.dataId),S}var mp={kernelName:Zi,backendName:"webgpu",kernelFunc:Lh};function Bh(r){let{inputs:t,backend:e,attrs:i}=r,{dy:o,input:s,output:n}=t,a=s;xt([s,n],"maxPoolGrad");let{filterSize:u,strides:p,pad:d,dimRoundingMode:l}=i,c=y.computePool2DInfo(a.shape,u,p,1,d,l),m=new Ce(c,"max",!0),h=[{type:"int32",data:[c.strideHeight,c.strideWidth]},{type:"int32",data:[c.padInfo.top,c.padInfo.left]},{type:"int32",data:[c.dilationHeight,c.dilationWidth]},{type:"int32",data:[c.inHeight,c.inWidth]},{type:"int32",data:[c.effectiveFilterHeight,c.effectiveFilterWidth]}],f=e.runWebGPUProgram(m,[a],"int32",h),g=new xr(c);h=[{type:"int32",data:[c.strideHeight,c.strideWidth]},{type:"int32",data:[c.effectiveFilterHeight-1-c.padInfo.top,c.effectiveFilterWidth-1-c.padInfo.left]},{type:"int32",data:[c.dilationHeight,c.dilationWidth]},{type:"int32",data:[c.effectiveFilterHeight,c.effectiveFilterWidth]},{type:"int32",data:[c.outHeight]},{type:"int32",data:[c.outWidth]}];let S=e.runWebGPUProgram(g,[o,f],a.dtype,h);return e.disposeData(f.dataId),S}var hp={kernelName:Yi,backendName:"webgpu",kernelFunc:Bh};function Fh(r){let{inputs:t,backend:e,attrs:i}=r,{filterSize:o,strides:s,pad:n,includeBatchInIndex:a}=i,{x:u}=t;x.assert(u.shape.length===4,()=>`Error in maxPool: input must be rank 4 but got rank ${u.shape.length}.`);let p=[1,1];x.assert(y.eitherStridesOrDilationsAreOne(s,p),()=>`Error in maxPool: Either strides or dilations must be 1. Got strides ${s} and dilations '${p}'`);let d=y.computePool2DInfo(u.shape,o,s,p,n),l=[{type:"int32",data:[d.strideHeight,d.strideWidth]},{type:"int32",data:[d.padInfo.top,d.padInfo.left]},{type:"int32",data:[d.dilationHeight,d.dilationWidth]},{type:"int32",data:[d.inHeight,d.inWidth]},{type:"int32",data:[d.effectiveFilterHeight,d.effectiveFilterWidth]}],c=new Ce(d,"max",!1),m=e.runWebGPUProgram(c,[u],u.dtype,l);c=new Ce(d,"max",!0,!0,a);let h=e.runWebGPUProgram(c,[u],"int32",l);return[m,h]}var fp={kernelName:Ji,backendName:"webgpu",kernelFunc:Fh};function _h(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{axis:s,keepDims:n}=i;return ae(o,s,n,"min",e)}var gp={kernelName:"Min",backendName:"webgpu",kernelFunc:_h};var Eh=F({opType:z.MIN,cpuKernelImpl:sa}),xp={kernelName:ts,backendName:"webgpu",kernelFunc:Eh};var wr=class{constructor(t,e,i){this.uniforms="",this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e.map((o,s)=>o[0]+t[s]+o[1]),this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.xShape=t,e.map((o,s)=>{this.uniforms+=` pad${s} : vec2<i32>,`}),this.offset=i==="reflect"?0:1,this.shaderKey=`mirrorPad_${i}`}getUserCode(){let t=this.xShape.length,e=this.xShape.map((p,d)=>`uniforms.pad${d}[0]`).join(","),i=this.xShape.map((p,d)=>`uniforms.pad${d}[0] + uniforms.xShape${t>1?`[${d}]`:""}`).join(","),o=t===1?"start":"start[i]",s=t===1?"end":"end[i]",n=t===1?"outC":"outC[i]",a=E(t),u=t>1?["coords[0]","coords[1]","coords[2]","coords[3]"].slice(0,t):"coords";return`
      ${C("index")} {
        if (index < uniforms.size) {
          let start = ${a}(${e});
          let end = ${a}(${i});
          var outC = getCoordsFromIndex(index);
          for (var i = 0; i < ${t}; i = i + 1) {
            if (${n} < ${o}) {
              ${n} = ${o} * 2 - ${n} - ${this.offset};
            } else if(${n} >= ${s}) {
              ${n} = (${s} - 1) * 2 - ${n} + ${this.offset};
            }
          }
          let coords = outC - start;
          setOutputAtIndex(index, getX(${u}));
        }
      }
    `}};var Cp={kernelName:rs,backendName:"webgpu",kernelFunc:({inputs:r,attrs:t,backend:e})=>{let{x:i}=r,{paddings:o,mode:s}=t,n=e,a=o.map(d=>({type:"int32",data:[d[0],d[1]]})),u=new wr(i.shape,o,s);return n.runWebGPUProgram(u,[i],i.dtype,a)}};var Oh=F({opType:z.MOD}),wp={kernelName:"Mod",backendName:"webgpu",kernelFunc:Oh};var yr=class{constructor(t,e){this.variableNames=["probs"],this.outputShape=[],this.uniforms="seed : f32, numOutcomes: i32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t,e],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="multinomial"}getUserCode(){return`
    //Based on the work of Dave Hoskins
    //https://www.shadertoy.com/view/4djSRW
    fn random (seed : f32, resultUV : vec2<f32>) -> f32 {
      let HASHSCALE1 = 443.8975;
      let p = resultUV * seed;
      var p3  = fract(vec3<f32>(p.xyx) * HASHSCALE1);
      p3 = p3 + dot(p3, p3.yzx + 19.19);
      return fract((p3.x + p3.y) * p3.z);
    }

    ${C("index")} {
      if (index < uniforms.size) {
        let coords = getOutputCoords();
        let batch = coords[0];

        let resUV = vec2<f32>(f32(coords[1]) / f32(uniforms.outShape[1]),
            f32(coords[0]) / f32(uniforms.outShape[0]));
        let r = random(uniforms.seed, resUV);
        var cdf = 0.0;
        for (var i = 0; i < uniforms.numOutcomes - 1; i = i + 1) {
          cdf = cdf + getProbs(batch, i);

          if (r < cdf) {
            setOutputAtIndexI32(index, i);
            return;
          }
        }

        // If no other event happened, last event happened.
        setOutputAtIndexI32(index, uniforms.numOutcomes - 1);
      }
    }
  `}};var Sr=class{constructor(t){this.variableNames=["logits"],this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=[this.outputShape[0],1,1],this.outputShape[1]>=4096?this.workgroupSize=[256,1,1]:this.workgroupSize=[64,1,1],this.shaderKey="softmax"}getUserCode(){return`
    var<workgroup> buf : array<f32, ${this.workgroupSize[0]}>;
    var<workgroup> rowMaxShared : f32;
    var<workgroup> rowSumShared : f32;
    const blockSize = ${this.workgroupSize[0]};
    ${C("index")} {
      let row = index / blockSize;
      let tid = i32(localId.x);
      let cols = uniforms.outShape[1];

      var threadMax = -3.402823e+38f;
      for (var col = tid; col < cols; col += blockSize) {
        let value = getLogits(row, col);
        threadMax = max(threadMax, value);
      }
      if (tid < cols) {
        buf[tid] = threadMax;
      }
      workgroupBarrier();

      var reduceSize = min(cols, blockSize);
      for (var currSize = reduceSize >> 1;  currSize > 0; currSize = reduceSize >> 1) {
        reduceSize = currSize + (reduceSize & 1);
        if (tid < currSize) {
          buf[tid] = max(buf[tid], buf[tid + reduceSize]);
        }
        workgroupBarrier();
      }

      if (tid == 0) {
        rowMaxShared = buf[0];
      }
      workgroupBarrier();

      var threadSum = 0.0;
      for (var col = tid; col < cols; col += blockSize) {
        let subExp = exp(getLogits(row, col) - rowMaxShared);
        threadSum += subExp;
      }
      buf[tid] = threadSum;
      workgroupBarrier();

      for (var currSize = blockSize >> 1;  currSize > 0; currSize = currSize >> 1) {
        if (tid < currSize) {
          buf[tid] = buf[tid] + buf[tid + currSize];
        }
        workgroupBarrier();
      }

      if (tid == 0) {
        rowSumShared = buf[0];
      }
      workgroupBarrier();

      for (var col = tid; col < cols; col += blockSize) {
        let value = exp(getLogits(row, col) - rowMaxShared) / rowSumShared;
        setOutputAtCoords(row, col, value);
      }
  }
    `}};function go(r){let{inputs:t,backend:e,attrs:i}=r,{logits:o}=t,{dim:s}=i,n=D({inputs:{x:o},backend:e,attrs:{shape:[x.sizeFromShape(o.shape)/o.shape[s],o.shape[s]]}}),a=new Sr(n.shape),u=e.runWebGPUProgram(a,[n],o.dtype),p=D({inputs:{x:u},backend:e,attrs:{shape:o.shape}});return e.disposeData(n.dataId),e.disposeData(u.dataId),p}var yp={kernelName:Ms,backendName:"webgpu",kernelFunc:go};function Wh(r){let{inputs:t,backend:e,attrs:i}=r,{logits:o}=t,{numSamples:s,seed:n,normalized:a}=i,u=a?o:go({inputs:{logits:o},backend:e,attrs:{dim:o.shape.length-1}}),p=u.shape[0],d=u.shape[1],l=new yr(p,s),c=[{type:"float32",data:[n]},{type:"int32",data:[d]}],m=e.runWebGPUProgram(l,[u],"int32",c);return a||e.disposeData(u.dataId),m}var Sp={kernelName:os,backendName:"webgpu",kernelFunc:Wh};function Gh(r){let{inputs:t,backend:e}=r,{x:i}=t;if(e.shouldExecuteOnCPU([i])){let s=e.tensorMap.get(i.dataId),[n,a]=aa(s.values,i.shape,i.dtype);return e.makeTensorInfo(a,i.dtype,n)}let o=new ne(i.shape,k.NEG);return e.runWebGPUProgram(o,[i],i.dtype)}var bp={kernelName:"Neg",backendName:"webgpu",kernelFunc:Gh};function Vh(r){console.warn("tf.nonMaxSuppression() in webgpu locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:t,backend:e,attrs:i}=r,{boxes:o,scores:s}=t,{maxOutputSize:n,iouThreshold:a,scoreThreshold:u}=i,p=e.readSync(o.dataId),d=e.readSync(s.dataId),{selectedIndices:l}=pt.nonMaxSuppressionV3Impl(p,d,n,a,u);return e.makeTensorInfo([l.length],"int32",new Int32Array(l))}var vp={kernelName:ns,backendName:"webgpu",kernelFunc:Vh};function qh(r){console.warn("tf.nonMaxSuppression() in webgpu locks the UI thread. Call tf.nonMaxSuppressionAsync() instead");let{inputs:t,backend:e,attrs:i}=r,{boxes:o,scores:s}=t,{maxOutputSize:n,iouThreshold:a,scoreThreshold:u,softNmsSigma:p}=i,d=e.readSync(o.dataId),l=e.readSync(s.dataId),c=n,m=a,h=u,f=p,{selectedIndices:g,selectedScores:S}=pt.nonMaxSuppressionV5Impl(d,l,c,m,h,f);return[e.makeTensorInfo([g.length],"int32",new Int32Array(g)),e.makeTensorInfo([S.length],"float32",new Float32Array(S))]}var kp={kernelName:as,backendName:"webgpu",kernelFunc:qh};var br=class{constructor(t,e){this.variableNames=["x"],this.uniforms="onValue : f32, offValue : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t,e],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="onehot"}getUserCode(){return`
      ${C("index")} {
        if(index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          setOutputAtIndex(index, mix(uniforms.offValue, uniforms.onValue,
                                      f32(i32(round(getX(coords.x))) == coords.y)));
        }
      }
    `}};function Kh(r){let{inputs:t,backend:e,attrs:i}=r,{indices:o}=t,{dtype:s,depth:n,onValue:a,offValue:u}=i,p=x.sizeFromShape(o.shape),d=new br(p,n),l=D({inputs:{x:o},backend:e,attrs:{shape:[p]}}),c=[{type:"float32",data:[a]},{type:"float32",data:[u]}],m=e.runWebGPUProgram(d,[l],s,c);e.disposeData(l.dataId);let h=[...o.shape,n],f=D({inputs:{x:m},backend:e,attrs:{shape:h}});return e.disposeData(m.dataId),f}var Ip={kernelName:ps,backendName:"webgpu",kernelFunc:Kh};function it(r){let{inputs:t,backend:e}=r,{x:i}=t;if(i.dtype==="complex64"){let o=Re({inputs:{input:i},backend:e}),s=it({inputs:{x:o},backend:e}),n=Ee({inputs:{input:i},backend:e}),a=it({inputs:{x:n},backend:e}),u=ce({inputs:{real:s,imag:a},backend:e});return e.disposeData(o.dataId),e.disposeData(s.dataId),e.disposeData(n.dataId),e.disposeData(a.dataId),u}else return O({attrs:{shape:i.shape,dtype:i.dtype,value:i.dtype==="string"?"":0},backend:e})}var Rp={kernelName:tn,backendName:"webgpu",kernelFunc:it};function Pp(r){let{inputs:t,backend:e}=r,{x:i}=t;if(i.dtype==="string")throw new Error("onesLike is not supported under string dtype");if(i.dtype==="complex64"){let o=Re({inputs:{input:i},backend:e}),s=Pp({inputs:{x:o},backend:e}),n=Ee({inputs:{input:i},backend:e}),a=it({inputs:{x:n},backend:e}),u=ce({inputs:{real:s,imag:a},backend:e});return e.disposeData(o.dataId),e.disposeData(s.dataId),e.disposeData(n.dataId),e.disposeData(a.dataId),u}else return O({attrs:{shape:i.shape,dtype:i.dtype,value:1},backend:e})}var Dp={kernelName:us,backendName:"webgpu",kernelFunc:Pp};function Xh(r){let{inputs:t,backend:e,attrs:i}=r,{axis:o}=i;if(t.length===1)return nr({inputs:{input:t[0]},backend:e,attrs:{dim:o}});let s=t[0].shape,n=t[0].dtype;t.forEach(d=>{x.assertShapesMatch(s,d.shape,"All tensors passed to stack must have matching shapes"),x.assert(n===d.dtype,()=>"All tensors passed to stack must have matching dtypes")});let a=[],u=t.map(d=>{let l=nr({inputs:{input:d},backend:e,attrs:{dim:o}});return a.push(l),l}),p=co({inputs:u,backend:e,attrs:{axis:o}});return a.forEach(d=>e.disposeData(d.dataId)),p}var zp={kernelName:ds,backendName:"webgpu",kernelFunc:Xh};function xo(r,t=!1){let e=r.length,i=E(e),o=r.map((l,c)=>`uniforms.pad${c}[0]`).join(","),s=r.map((l,c)=>`uniforms.pad${c}[0] + uniforms.xShape${e>1?`[${c}]`:""}`).join(","),n=e>1?`${i}(${o})`:`${o}`,a=e>1?`${i}(${s})`:`${s}`,u=e>1?"any(paddedCoords < start)":"paddedCoords < start",p=e>1?"any(paddedCoords >= end)":"paddedCoords >= end",d=e>1?["coords[0]","coords[1]","coords[2]","coords[3]"].slice(0,e):"coords";return`
        let start = ${n};
        let end = ${a};
        if (${u} || ${p}) {
          setOutputAtIndex(index, ${t?0:"uniforms.constantValue"});
        } else {
          let coords = paddedCoords - start;
          setOutputAtIndex(index, getX(${d}));
        }
  `}var vr=class{constructor(t,e){this.variableNames=["x"],this.uniforms="constantValue : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e.map((i,o)=>i[0]+t[o]+i[1]),this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),e.map((i,o)=>{this.uniforms+=` pad${o} : vec2<i32>,`}),this.xShape=t,this.shaderKey="pad"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let paddedCoords = getCoordsFromIndex(index);
          ${xo(this.xShape)}
        }
      }
    `}};var jh=r=>{let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{paddings:s,constantValue:n}=i;if(s.every(p=>x.arraysEqual(p,[0,0])))return K({inputs:{x:o},backend:e});if(x.sizeFromShape(o.shape)===0){let p=s.map((d,l)=>d[0]+o.shape[l]+d[1]);return O({backend:e,attrs:{shape:p,value:n,dtype:o.dtype}})}let a=[{type:"float32",data:[n]}];s.map(p=>a.push({type:"int32",data:[p[0],p[1]]}));let u=new vr(o.shape,s);return e.runWebGPUProgram(u,[o],o.dtype,a)},$p={kernelName:cs,backendName:"webgpu",kernelFunc:jh};var Qh=F({opType:z.POW}),Np={kernelName:"Pow",backendName:"webgpu",kernelFunc:Qh};function Zh(r){let{inputs:t,backend:e}=r,{x:i,alpha:o}=t,s=new Ie(z.PRELU,i.shape,o.shape);return e.runWebGPUProgram(s,[i,o],"float32")}var Ap={kernelName:ls,backendName:"webgpu",kernelFunc:Zh};function Jh(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{axis:s,keepDims:n}=i;return ae(o,s,n,"prod",e)}var Tp={kernelName:ms,backendName:"webgpu",kernelFunc:Jh};var ef=r=>{let{backend:t,attrs:e}=r,{start:i,stop:o,step:s,dtype:n}=e,a=da(i,o,s,n);return t.makeTensorInfo([a.length],n,a)},Lp={kernelName:hs,backendName:"webgpu",kernelFunc:ef};var tf=F({opType:z.DIV}),Bp={kernelName:Ci,backendName:"webgpu",kernelFunc:tf};var rf=N({opType:k.RECIPROCAL}),Fp={kernelName:gs,backendName:"webgpu",kernelFunc:rf};var of=N({opType:k.RELU}),Up={kernelName:xs,backendName:"webgpu",kernelFunc:of};var sf=N({opType:k.RELU6}),_p={kernelName:vs,backendName:"webgpu",kernelFunc:sf};var kr=class{constructor(t,e,i){this.variableNames=["x"],this.uniforms="adjustHeightWidth : vec2<f32>, halfPixelCenters : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t[0],e,i,t[3]],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="resizeBilinear"}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
          let b = coords[0];
          let d = coords[3];
          let rc = coords.yz;

          let effectiveInSize = vec2<f32>(
            f32(uniforms.xShape.y) - uniforms.adjustHeightWidth[0],
            f32(uniforms.xShape.z) - uniforms.adjustHeightWidth[1]);

          let effectiveOutSize = vec2<f32>(
            f32(uniforms.outShape.y) - uniforms.adjustHeightWidth[0],
            f32(uniforms.outShape.z) - uniforms.adjustHeightWidth[1]);

          let effectiveInputOverOutputRatioRC =
              effectiveInSize / effectiveOutSize;

          // Fractional source index
          let sourceFracIndexRC =
            (vec2<f32>(rc) + vec2<f32>(uniforms.halfPixelCenters)) *
            effectiveInputOverOutputRatioRC - vec2<f32>(uniforms.halfPixelCenters);

          // Compute the four integer indices.
          let sourceFloorRC = vec2<i32>(sourceFracIndexRC);
          let sourceCeilRC = vec2<i32>(
            min(vec2<f32>(uniforms.xShape.yz) - vec2<f32>(1.0), ceil(sourceFracIndexRC)));

          let topLeft = getX(b, sourceFloorRC.x, sourceFloorRC.y, d);
          let bottomLeft = getX(b, sourceCeilRC.x, sourceFloorRC.y, d);
          let topRight = getX(b, sourceFloorRC.x, sourceCeilRC.y, d);
          let bottomRight = getX(b, sourceCeilRC.x, sourceCeilRC.y, d);

          let fracRC = sourceFracIndexRC - vec2<f32>(sourceFloorRC);

          let top = topLeft + (topRight - topLeft) * fracRC.y;
          let bottom = bottomLeft + (bottomRight - bottomLeft) * fracRC.y;
          let newValue = top + (bottom - top) * fracRC.x;

          setOutputAtIndex(index, newValue);
        }
      }
    `}};function nf(r){let{inputs:t,backend:e,attrs:i}=r,{images:o}=t,{alignCorners:s,size:n,halfPixelCenters:a}=i,[u,p]=n,d=s&&u>1?1:0,l=s&&p>1?1:0,m=[{type:"float32",data:[d,l]},{type:"float32",data:[a?.5:0]}],h=new kr(o.shape,u,p);return e.runWebGPUProgram(h,[o],"float32",m)}var Ep={kernelName:Ss,backendName:"webgpu",kernelFunc:nf};var Ir=class{constructor(t,e){this.variableNames=["dy"],this.uniforms=`effectiveXSize : vec2<i32>, effectiveYSize : vec2<i32>, heightScale : f32, widthScale : f32,
       invHeightScale : f32, invWidthScale : f32, winHeight : i32, winWidth : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.alignCorners=e,this.shaderKey=`resizeBilinearBackprop_${e}`}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getOutputCoords();
          let b = coords[0];
          let d = coords[3];
          let r = coords[1];
          let c = coords[2];

          var accumulator = 0.0;

          // Compute bounds for where in dy we will look
          let startRLerp = floor(f32(r) * uniforms.invHeightScale);
          let startDyR = i32(startRLerp - f32(uniforms.winHeight / 2));

          let startCLerp = floor(f32(c) * uniforms.invWidthScale);
          let startDyC = i32(startCLerp - f32(uniforms.winWidth / 2));

          // Loop over dy
          for (var dyROffset = 0; dyROffset < uniforms.winHeight; dyROffset++) {
            let dyR = startDyR + dyROffset;

            // Guard against the window exceeding the bounds of dy
            if (dyR < 0 || dyR >= uniforms.dyShape[1]) {
              continue;
            }

            for (var dyCOffset = 0; dyCOffset < uniforms.winWidth; dyCOffset++) {
              let dyC = startDyC + dyCOffset;

              // Guard against the window exceeding the bounds of dy
              if (dyC < 0 || dyC >= uniforms.dyShape[2]) {
                continue;
              }

              let dxR = f32(dyR) * uniforms.heightScale;
              let topDxRIndex = i32(floor(dxR));
              let bottomDxRIndex = i32(min(ceil(dxR), f32(uniforms.outShape[1] - 1)));
              let dxRLerp = dxR - f32(topDxRIndex);
              let inverseDxRLerp = 1.0 - dxRLerp;

              let dxC = f32(dyC) * uniforms.widthScale;
              let leftDxCIndex = i32(floor(dxC));
              let rightDxCIndex = i32(min(ceil(dxC), f32(uniforms.outShape[2] - 1)));
              let dxCLerp = dxC - f32(leftDxCIndex);
              let inverseDxCLerp = 1.0 - dxCLerp;

              if (r == topDxRIndex && c == leftDxCIndex) {
                // topLeft
                accumulator +=
                  getDy(b, dyR, dyC, d) * inverseDxRLerp * inverseDxCLerp;
              }

              if (r == topDxRIndex && c == rightDxCIndex) {
                // topRight
                accumulator += getDy(b, dyR, dyC, d) * inverseDxRLerp * dxCLerp;
              }

              if (r == bottomDxRIndex && c == leftDxCIndex) {
                // bottomLeft
                accumulator += getDy(b, dyR, dyC, d) * dxRLerp * inverseDxCLerp;
              }

              if (r == bottomDxRIndex && c == rightDxCIndex) {
                // bottomRight
                accumulator += getDy(b, dyR, dyC, d) * dxRLerp * dxCLerp;
              }
            }
          }
          // End loop over dy

          setOutputAtIndex(index, accumulator);
        }
      }
    `}};function af(r){let{inputs:t,backend:e,attrs:i}=r,{images:o,dy:s}=t,{alignCorners:n}=i,[,a,u]=o.shape,[,p,d]=s.shape,l=[n&&p>1?a-1:a,n&&d>1?u-1:u],c=[n&&p>1?p-1:p,n&&d>1?d-1:d],m=l[0]/c[0],h=l[1]/c[1],f=1/m,g=1/h,S=Math.ceil(f)*2+2,v=Math.ceil(g)*2+2,I=new Ir(o.shape,n),R=[{type:"int32",data:l},{type:"int32",data:c},{type:"float32",data:[m]},{type:"float32",data:[h]},{type:"float32",data:[f]},{type:"float32",data:[g]},{type:"int32",data:[S]},{type:"int32",data:[v]}];return e.runWebGPUProgram(I,[s],s.dtype,R)}var Mp={kernelName:bs,backendName:"webgpu",kernelFunc:af};var Rr=class{constructor(t,e,i,o){this.variableNames=["x"],this.uniforms="adjustHeightWidth : vec2<f32>, roundBase : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=[t[0],e,i,t[3]],this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.halfPixelCenters=o,this.shaderKey=`resizeNearest_${o}`}getUserCode(){let t;return this.halfPixelCenters?t="max((vec2<f32>(rc) + vec2<f32>(0.5)) * effectiveInputOverOutputRatioRC, vec2<f32>(0.0))":t="vec2<f32>(rc) * effectiveInputOverOutputRatioRC",`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let b = coords[0];
          let d = coords[3];
          let rc = coords.yz;

          let effectiveInSize = vec2<f32>(
            f32(uniforms.xShape.y) - uniforms.adjustHeightWidth[0],
            f32(uniforms.xShape.z) - uniforms.adjustHeightWidth[1]);

          let effectiveOutSize = vec2<f32>(
            f32(uniforms.outShape.y) - uniforms.adjustHeightWidth[0],
            f32(uniforms.outShape.z) - uniforms.adjustHeightWidth[1]);

          let effectiveInputOverOutputRatioRC =
              effectiveInSize / effectiveOutSize;

          // Fractional source index
          let sourceFracIndexRC = ${t};

          // Compute the coordinators of nearest neighbor point.
          let inputShapeRC = vec2<f32>(f32(uniforms.xShape.y), f32(uniforms.xShape.z));
          let sourceNearestRC = vec2<i32>(
            min(inputShapeRC - 1.0, floor(sourceFracIndexRC + uniforms.roundBase)));
          let newValue = getX(b, sourceNearestRC.x, sourceNearestRC.y, d);

          setOutputAtIndex(index, newValue);
        }
      }
    `}};function uf(r){let{inputs:t,backend:e,attrs:i}=r,{images:o}=t,{alignCorners:s,halfPixelCenters:n,size:a}=i,[u,p]=a,d=s&&u>1?1:0,l=s&&p>1?1:0,m=[{type:"float32",data:[d,l]},{type:"float32",data:[s?.5:0]}],h=new Rr(o.shape,u,p,n);return e.runWebGPUProgram(h,[o],o.dtype,m)}var Op={kernelName:ws,backendName:"webgpu",kernelFunc:uf};var Pr=class{constructor(t,e){this.variableNames=["dy"],this.uniforms=`effectiveXSize : vec2<i32>, effectiveYSize : vec2<i32>, invHeightScale : f32, invWidthScale : f32,
       winHeight : i32, winWidth : i32,`,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.alignCorners=e,this.shaderKey=`resizeNearestNeigborBackprop_${e}`}getUserCode(){return`
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getOutputCoords();
          let b = coords[0];
          let d = coords[3];
          let r = coords[1];
          let c = coords[2];

          var accumulator = 0.0;

          // Compute bounds for where in dy we will look
          let startRLerp = floor(f32(r) * uniforms.invHeightScale);
          let startDyR = i32(floor(startRLerp - f32(uniforms.winHeight / 2)));

          let startCLerp = floor(f32(c) * uniforms.invWidthScale);
          let startDyC = i32(floor(startCLerp - f32(uniforms.winWidth / 2)));

          // Loop over dy
          for (var dyROffset = 0; dyROffset < uniforms.winHeight; dyROffset++) {
            let dyR = startDyR + dyROffset;

            // Guard against the window exceeding the bounds of dy
            if (dyR < 0 || dyR >= uniforms.dyShape[1]) {
              continue;
            }

            for (var dyCOffset = 0; dyCOffset < uniforms.winWidth; dyCOffset++) {
              let dyC = startDyC + dyCOffset;

              // Guard against the window exceeding the bounds of dy
              if (dyC < 0 || dyC >= uniforms.dyShape[2]) {
                continue;
              }

              let sourceFracRow = f32(uniforms.effectiveXSize[0]) *
                  (f32(dyR) / f32(uniforms.effectiveYSize[0]));

              let sourceFracCol = f32(uniforms.effectiveXSize[1]) *
                  (f32(dyC) / f32(uniforms.effectiveYSize[1]));

              let sourceNearestRow =
                  i32(min(f32(uniforms.outShape[1] - 1),
                  ${this.alignCorners?"floor(sourceFracRow + 0.5)":"floor(sourceFracRow)"}));

              let sourceNearestCol =
                  i32(min(f32(uniforms.outShape[2] - 1),
                  ${this.alignCorners?"floor(sourceFracCol + 0.5)":"floor(sourceFracCol)"}));

              if (r == sourceNearestRow && c == sourceNearestCol) {
                accumulator += getDy(b, dyR, dyC, d);
              }
            }
          }
          // End loop over dy

          setOutputAtIndex(index, accumulator);
        }
      }
    `}};function pf(r){let{inputs:t,backend:e,attrs:i}=r,{images:o,dy:s}=t,{alignCorners:n}=i,[,a,u]=o.shape,[,p,d]=s.shape,l=[n&&p>1?a-1:a,n&&d>1?u-1:u],c=[n&&p>1?p-1:p,n&&d>1?d-1:d],m=l[0]/c[0],h=l[1]/c[1],f=1/m,g=1/h,S=Math.ceil(f)*2+2,v=Math.ceil(g)*2+2,I=new Pr(o.shape,n),R=[{type:"int32",data:l},{type:"int32",data:c},{type:"float32",data:[f]},{type:"float32",data:[g]},{type:"int32",data:[S]},{type:"int32",data:[v]}];return e.runWebGPUProgram(I,[s],s.dtype,R)}var Wp={kernelName:ys,backendName:"webgpu",kernelFunc:pf};var Dr=class{constructor(t){this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.uniforms=" axis : vec4<i32>,",this.shaderKey="reverse"}getUserCode(){return`
      
      // Using uniform variables as judging conditions, so the function has
      // coherent execution within all threads.
      fn getReverseCoords(coords : vec4<i32>) -> vec4<i32> {
        var reverseCoords = coords;
        if (uniforms.axis[0] == 1) {
          reverseCoords[0] = uniforms.xShape[0] - coords[0] - 1;
        }
        if (uniforms.axis[1] == 1) {
          reverseCoords[1] = uniforms.xShape[1] - coords[1] - 1;
        }
        if (uniforms.axis[2] == 1) {
          reverseCoords[2] = uniforms.xShape[2] - coords[2] - 1;
        }
        if (uniforms.axis[3] == 1) {
          reverseCoords[3] = uniforms.xShape[3] - coords[3] - 1;
        }

        return reverseCoords;
      }
    
      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let reverseCoords = getReverseCoords(coords);
          setOutputAtIndex(index, getX(reverseCoords[0],
              reverseCoords[1], reverseCoords[2], reverseCoords[3]));
        }
      }
    `}};function df(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{dims:s}=i,n=o.shape.length;if(n===0)return K({inputs:{x:o},backend:e});let a=o.shape,u=[1,1,1,1];a.forEach((g,S)=>{let v=S+4-n;u[v]=g});let p=x.parseAxisParam(s,o.shape),d=[0,0,0,0];p.forEach(g=>{let S=g+4-n;d[S]=1});let l=[{type:"int32",data:d}],c=D({inputs:{x:o},backend:e,attrs:{shape:u}}),m=new Dr(u),h=e.runWebGPUProgram(m,[c],c.dtype,l);e.disposeData(c.dataId);let f=D({inputs:{x:h},backend:e,attrs:{shape:a}});return e.disposeData(h.dataId),f}var Hp={kernelName:ks,backendName:"webgpu",kernelFunc:df};var zr=class{constructor(t,e){this.outputShape=[],this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.uniforms=`centerX : f32, centerY : f32, sinRadians : f32,
          cosRadians : f32,`,this.shaderKey="rotate",this.outputShape=t,typeof e=="number"?(this.uniforms+=" fillValue : f32,",this.fillSnippet="var outputValue = uniforms.fillValue;",this.shaderKey+="_float"):(this.uniforms+=" fillValue : vec3<f32>,",this.fillSnippet="var outputValue = uniforms.fillValue[coords[3]];",this.shaderKey+="_vec3")}getUserCode(){return`
        ${C("index")} {
          if (index < uniforms.size) {
            let coords = getCoordsFromIndex(index);
            let coordXFloat = (f32(coords[2]) - uniforms.centerX) *
                uniforms.cosRadians - (f32(coords[1]) - uniforms.centerY) *
                uniforms.sinRadians;
            let coordYFloat = (f32(coords[2]) - uniforms.centerX) *
                uniforms.sinRadians + (f32(coords[1]) - uniforms.centerY) *
                uniforms.cosRadians;
            let coordX = i32(round(coordXFloat + uniforms.centerX));
            let coordY = i32(round(coordYFloat + uniforms.centerY));
            ${this.fillSnippet}
            if(coordX >= 0 && coordX < uniforms.xShape[2] && coordY >= 0 &&
                coordY < uniforms.xShape[1]) {
              outputValue = getX(coords[0], coordY, coordX, coords[3]);
            }
            setOutputAtIndex(index, outputValue);
          }
        }
      `}};var Gp={kernelName:sn,backendName:"webgpu",kernelFunc:({inputs:r,attrs:t,backend:e})=>{let{image:i}=r,{radians:o,fillValue:s,center:n}=t,a=e,u=new zr(i.shape,s),[p,d]=y.getImageCenter(n,i.shape[1],i.shape[2]),l=[{type:"float32",data:[p]},{type:"float32",data:[d]},{type:"float32",data:[Math.sin(o)]},{type:"float32",data:[Math.cos(o)]}];return typeof s=="number"?l.push({type:"float32",data:[Number.parseFloat(s.toFixed(2))]}):l.push({type:"float32",data:s}),a.runWebGPUProgram(u,[i],i.dtype,l)}};var cf=N({opType:k.ROUND}),Vp={kernelName:Is,backendName:"webgpu",kernelFunc:cf};var lf=N({opType:k.RSQRT,cpuKernelImpl:ca}),qp={kernelName:Rs,backendName:"webgpu",kernelFunc:lf};var we=class{constructor(t,e,i,o,s,n,a,u=!0){this.variableNames=["updates","indices"],this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=n,this.type=a,this.sumDupeIndices=u,this.dispatchLayout=b(t),this.dispatch=w(this.dispatchLayout,t,this.workgroupSize),this.sliceDimGreaterThanOne=e>1,this.shaderKey=`scatter_${i}_${o}_${this.sliceDimGreaterThanOne}_${a}_${u}_${s.length}`;let p=E(s.length);this.uniforms=`sliceDim : i32, strides: ${p}, updatesSize: i32,`,this.updatesRank=o,this.indicesRank=i}getUserCode(){let t="";this.indicesRank===1?t="coords[0]":this.indicesRank===2&&(t="coords[0], j");let e=`getIndices(${t})`,i=this.sliceDimGreaterThanOne?"uniforms.strides[j]":"uniforms.strides",o="",s="";this.dispatchLayout.x.length===1?(o="flattenedIndex",s=`
      fn getUpdatesCoordsFromFlatIndex(index : i32) -> i32 {
        return index;
      }
      `):this.dispatchLayout.x.length===2&&(o="vec2<i32>(flattenedIndex, coords[1])",s=`
      fn getUpdatesCoordsFromFlatIndex(index : i32) -> vec2<i32> {
        // N.B. |updates| could be a scalar tensor, conceptually representing a
        // 2D tensor with all values equal to that. By design, its size must be
        // the same as |outShape[1]| in one dimension, and |indicesShape[0]|
        // gives the other.
        let sliceSize = uniforms.outShape[1];
        let d0 = index / sliceSize;
        let d1 = index - d0 * sliceSize;
        return vec2<i32>(d0, d1);
      }
      `);let a=`getUpdates(${Array.from({length:this.updatesRank},(p,d)=>`coords[${d}]`).join(", ")})`;return`
    ${s}
      ${C("index")} {
        if (index < uniforms.updatesSize) {
          let coords = getUpdatesCoordsFromFlatIndex(index);
          var flattenedIndex = 0;
          for (var j = 0; j < uniforms.sliceDim; j = j + 1) {
            let indexInside = i32(round(${e}));
            flattenedIndex = flattenedIndex + indexInside * ${i};
          }
          let updateValue =
              ${$e(this.type)}(${a});
          let flatIndex = getOutputIndexFromCoords(${o});

          ${this.sumDupeIndices?ie("&result[flatIndex]","updateValue",this.type):"atomicStore(&result[flatIndex], bitcast<i32>(updateValue));"}
        }
      }`}};function mf(r){let{inputs:t,backend:e,attrs:i}=r,{indices:o,updates:s}=t,{shape:n}=i,{sliceRank:a,numUpdates:u,sliceSize:p,strides:d,outputSize:l}=y.calculateShapes(s,o,n),c=[l/p,p];if(l===0)return e.makeTensorInfo(n,o.dtype);let m=D({inputs:{x:o},backend:e,attrs:{shape:[u,a]}}),h=D({inputs:{x:s},backend:e,attrs:{shape:[u,p]}}),f=h.dtype,g=O({backend:e,attrs:{shape:c,value:0,dtype:f}}),S=x.sizeFromShape(h.shape),v=[{type:"int32",data:[a]},{type:"int32",data:d},{type:"int32",data:[S]}],I=new we(h.shape,a,m.shape.length,h.shape.length,d,c,f),R=e.runWebGPUProgram(I,[h,m],f,v,g),P=D({inputs:{x:R},backend:e,attrs:{shape:n}});return e.disposeData(m.dataId),e.disposeData(h.dataId),e.disposeData(R.dataId),P}var Kp={kernelName:Ps,backendName:"webgpu",kernelFunc:mf};var $r=class{constructor(t,e){this.outputShape=[],this.variableNames=["sortedSequence","values"],this.uniforms="numInputs : i32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.side=e,this.shaderKey=`search_sorted_${e}`}getUserCode(){return`
      fn findBound(batch: i32, value: f32) -> i32 {
        var left = i32(0);
        var right = uniforms.numInputs;
        while (left < right) {
          var mid = (left + right) / 2;
          if (getSortedSequence(batch, mid) ${this.side==="left"?"<":"<="} value) {
            left = mid + 1;
          } else {
            right = mid;
          }
        }
        return right;
      }

      ${C("index")} {
        if (index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let value = getValuesByOutputIndex(index);
          setOutputAtIndexI32(index, findBound(coords[0], value));
        }
      }
    `}};function hf(r){let{inputs:t,backend:e,attrs:i}=r,{sortedSequence:o,values:s}=t,{side:n}=i,a=new $r([s.shape[0],s.shape[1]],n),u=[{type:"int32",data:[o.shape[1]]}];return e.runWebGPUProgram(a,[o,s],"int32",u)}var Xp={kernelName:zs,backendName:"webgpu",kernelFunc:hf};var Nr=class{constructor(t,e,i){this.variableNames=["c","a","b"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.cRank=t,this.rank=i,this.shaderKey="select"}getUserCode(){let t,e;if(this.rank>4)throw Error(`Where for rank ${this.rank} is not yet supported`);if(this.rank===1)e="resRC",t="resRC";else{let o=["resRC.x","resRC.y","resRC.z","resRC.w"],s=[],n=[];for(let a=0;a<this.outputShape.length;a++)n.push(`${o[a]}`),a<this.cRank&&s.push(`${o[a]}`);t=s.join(),e=n.join()}return`
      ${C("index")} {
        if (index < uniforms.size) {
          let resRC = getCoordsFromIndex(index);
          let cVal = getC(${t});
          if (cVal >= 1.0) {
            setOutputAtIndex(index, getA(${e}));
          } else {
            setOutputAtIndex(index, getB(${e}));
          }
        }
      }
    `}};function ff(r){let{inputs:t,backend:e}=r,{condition:i,t:o,e:s}=t,n=new Nr(i.shape.length,o.shape,o.shape.length);return e.runWebGPUProgram(n,[i,o,s],be(o.dtype,s.dtype))}var jp={kernelName:$s,backendName:"webgpu",kernelFunc:ff};var gf=N({opType:k.SELU}),Yp={kernelName:Ns,backendName:"webgpu",kernelFunc:gf};var xf=N({opType:k.SIGMOID}),Qp={kernelName:Bs,backendName:"webgpu",kernelFunc:xf};var Cf=N({opType:k.SIGN}),Zp={kernelName:Ls,backendName:"webgpu",kernelFunc:Cf};var yf=N({opType:k.SIN}),Jp={kernelName:"Sin",backendName:"webgpu",kernelFunc:yf};var Sf=N({opType:k.SINH}),ed={kernelName:Ts,backendName:"webgpu",kernelFunc:Sf};var bf=N({opType:k.SOFTPLUS}),td={kernelName:Fs,backendName:"webgpu",kernelFunc:bf};var Ar=class{constructor(t,e,i,o,s,n){this.variableNames=["x"],this.outputShape=[],this.uniforms="",this.workgroupSize=[64,1,1],this.size=!0;let a=new Array(o.length);for(let u=0;u<a.length;u++)a[u]=o[s[u]];this.outputShape=a,this.newDim=s,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.xShape=t,this.paddedXShape=e,this.uniforms+=`reshapedPaddedXShape : ${E(o.length)}, paddedXShapeStrides : ${E(n)}, `,i.map((u,p)=>{this.uniforms+=` pad${p} : vec2<i32>,`}),this.shaderKey=`spaceToBatchND_${s}`}getUserCode(){let t=E(this.outputShape.length),e=io(this.newDim);return`
      ${Je(this.paddedXShape,"PaddedX")}
      ${C("index")} {
        if(index < uniforms.size) {
          let coords = getCoordsFromIndex(index);
          let switchedIndex = getIndexFromCoords${this.outputShape.length}D(${t}(${e}), uniforms.reshapedPaddedXShape);
          let paddedCoords = getPaddedXCoordsFromIndex(switchedIndex);
          ${xo(this.xShape,!0)}
        }
      }
    `}};var vf=r=>{let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{blockShape:s,paddings:n}=i;x.assert(o.shape.length<=4,()=>"spaceToBatchND for rank > 4 with a WebGPU backend not implemented yet");let a=s.reduce((v,I)=>v*I),u=[[0,0]];u.push(...n);for(let v=1+s.length;v<o.shape.length;++v)u.push([0,0]);let p=u.map((v,I)=>v[0]+o.shape[I]+v[1]),d=y.getReshaped(p,s,a,!1),l=y.getPermuted(d.length,s.length,!1),c=y.getReshapedPermuted(p,s,a,!1),m=x.computeStrides(p),h=new Ar(o.shape,p,u,d,l,m.length),f=[{type:"int32",data:d},{type:"int32",data:m}];u.map(v=>f.push({type:"int32",data:[v[0],v[1]]}));let g=e.runWebGPUProgram(h,[o],o.dtype,f),S=D({inputs:{x:g},backend:e,attrs:{shape:c}});return e.disposeData(g.dataId),S},rd={kernelName:_s,backendName:"webgpu",kernelFunc:vf};var Tr=class{constructor(t,e,i){this.variableNames=["input","indices","segmentIds"],this.outputShape=[],this.uniforms="segmentSize : i32, sparseSize : i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=t,this.type=i,this.dispatchLayout=b([e]),this.dispatch=w(this.dispatchLayout,[e],this.workgroupSize),this.shaderKey="sparseSegmentSum"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.sparseSize) {
        let indexInSegmentIds = index / uniforms.segmentSize;
        let indexInSegment = index % uniforms.segmentSize;
        let indexInInput = indices[indexInSegmentIds];
        let segmentId = segmentIds[indexInSegmentIds];

        let value = input[indexInInput * uniforms.segmentSize + indexInSegment];
        let outIndex = segmentId * uniforms.segmentSize + indexInSegment;
        ${ie("&result[outIndex]","value",this.type)}
      }
    }
  `}},Lr=class{constructor(t,e){this.variableNames=["segmentIds"],this.outputShape=[],this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=[t],this.dispatchLayout=b(e),this.dispatch=w(this.dispatchLayout,e,this.workgroupSize),this.shaderKey="sparseSegmentIdCountProgram"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.segmentIdsShape) {
        let segmentId = segmentIds[index];
        ${ie("&result[segmentId]","1","int32")}
      }
    }
  `}},Br=class{constructor(t,e){this.variableNames=["segmentSum","sameSegmentIdCount"],this.outputShape=[],this.uniforms="segmentSize : i32",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.type=e,this.dispatchLayout=b(t),this.dispatch=w(this.dispatchLayout,t,this.workgroupSize),this.shaderKey="sparseSegmentMean"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.size) {
        let segmentId = index / uniforms.segmentSize;
        let count = sameSegmentIdCount[segmentId];
        if (count != 0) {
          ${this.type==="float32"?"setOutputAtIndex(index, segmentSum[index] / f32(count));":"setOutputAtIndexI32(index, segmentSum[index] / count);"}
        }
      }
    }
  `}};function Fr(r,t,e,i=!1,o){let n=x.sizeFromShape(r.shape)/r.shape[0],a=r.dtype,u=x.sizeFromShape(t.shape),p=o.readSync(e.dataId),l=u>0?p[u-1]+1:0,c,m=r.shape.slice();m[0]=l;let h=u*n,f=O({backend:o,attrs:{shape:m,value:0,dtype:a}});c=new Tr(m,h,a);let g=[{type:"int32",data:[n]},{type:"int32",data:[h]}],S=o.runWebGPUProgram(c,[r,t,e],a,g,f);if(i)return S;let v=O({backend:o,attrs:{shape:[l],value:0,dtype:"int32"}});c=new Lr(l,e.shape);let I=o.runWebGPUProgram(c,[e],"int32",null,v),R=O({backend:o,attrs:{shape:m,value:0,dtype:a}});c=new Br(m,a),g=[{type:"int32",data:[n]}];let P=o.runWebGPUProgram(c,[S,I],a,g,R);return o.disposeData(S.dataId),o.disposeData(I.dataId),P}function kf(r){let{inputs:t,backend:e}=r,{data:i,indices:o,segmentIds:s}=t;return Fr(i,o,s,!1,e)}var od={kernelName:Os,backendName:"webgpu",kernelFunc:kf};function If(r){let{inputs:t,backend:e}=r,{data:i,indices:o,segmentIds:s}=t;return Fr(i,o,s,!0,e)}var id={kernelName:Ws,backendName:"webgpu",kernelFunc:If};var Ur=class{constructor(t,e){this.variableNames=["A"],this.workgroupSize=[64,1,1],this.size=!0;let i=new Array(t.length);for(let o=0;o<i.length;o++)i[o]=t[o]*e[o];this.outputShape=i,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.rank=this.outputShape.length,this.shaderKey="tile"}getUserCode(){let t=Rf(this.rank,"uniforms.");return`
      ${C("index")} {
        if (index < uniforms.size) {
          let resRC = getCoordsFromIndex(index);
          setOutputAtIndex(index, getA(${t}));
        }
      }
    `}};function Rf(r,t=""){if(r>=5)throw Error(`Tile for rank ${r} is not yet supported`);if(r===1)return`(resRC % ${t}aShape)`;let e=["resRC.x","resRC.y","resRC.z","resRC.w"],i=[];for(let o=0;o<r;o++)i.push(`(${e[o]} % ${t}aShape[${o}])`);return i.join()}function st(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{reps:s}=i;if(e.shouldExecuteOnCPU([o])||o.dtype==="string"||o.shape.length>=5){let u=e.readSync(o.dataId),p=o.dtype==="string"?u.map(c=>x.decodeString(c)):u,d=xe(o.shape,o.dtype,p),l=Ca(d,s);return e.makeTensorInfo(l.shape,l.dtype,l.values)}let n=new Ur(o.shape,s);return e.runWebGPUProgram(n,[o],o.dtype)}var sd={kernelName:js,backendName:"webgpu",kernelFunc:st};function Pf(r){let{inputs:t,backend:e,attrs:i}=r,{sparseIndices:o,sparseValues:s,defaultValue:n}=t,{outputShape:a}=i,{sliceRank:u,numUpdates:p,sliceSize:d,strides:l,outputSize:c}=y.calculateShapes(s,o,a),m=!1;if(s.dtype==="string"){let T=e.bufferSync(o),L=e.bufferSync(s),_=x.decodeString(e.readSync(n.dataId)[0]),W=la(T,L,a,c,d,p,u,l,_,m);return e.makeTensorInfo(a,W.dtype,W.values)}let h=[c/d,d],f=D({inputs:{x:o},backend:e,attrs:{shape:[p,u]}}),g=s.shape.length?D({inputs:{x:s},backend:e,attrs:{shape:[p,d]}}):K({inputs:{x:s},backend:e}),S=g.dtype,v=e.makeTensorInfo([],S,x.makeZerosTypedArray(1,S)),I=D({inputs:{x:n},backend:e,attrs:{shape:Array(h.length).fill(1)}}),R=st({inputs:{x:I},backend:e,attrs:{reps:h}}),P=x.sizeFromShape([p,d]),$=[{type:"int32",data:[u]},{type:"int32",data:l},{type:"int32",data:[P]}];switch(p){case 0:break;case 1:{let T=new we([p,d],u,f.shape.length,g.shape.length,l,h,S,m);e.runWebGPUProgram(T,[g,f],S,$,R)}break;default:{let T=new we([p,d],u,f.shape.length,v.shape.length,l,h,S,m);e.runWebGPUProgram(T,[v,f],S,$,R)}{let T=new we([p,d],u,f.shape.length,g.shape.length,l,h,S);e.runWebGPUProgram(T,[g,f],S,$,R)}}let A=D({inputs:{x:R},backend:e,attrs:{shape:a}});return e.disposeData(f.dataId),e.disposeData(g.dataId),e.disposeData(I.dataId),e.disposeData(v.dataId),e.disposeData(R.dataId),A}var nd={kernelName:Hs,backendName:"webgpu",kernelFunc:Pf};function Df(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{numOrSizeSplits:s,axis:n}=i,a=x.parseAxisParam(n,o.shape)[0],u=y.prepareSplitSize(o,s,a),p=o.shape.length,d=new Array(p).fill(0),l=o.shape.slice();return u.map(c=>{let m=[...l];m[a]=c;let h=fe({inputs:{x:o},backend:e,attrs:{begin:d,size:m}});return d[a]+=c,h})}var ad={kernelName:Es,backendName:"webgpu",kernelFunc:Df};var zf=N({opType:k.SQRT}),ud={kernelName:Us,backendName:"webgpu",kernelFunc:zf};var pd={kernelName:Vs,backendName:"webgpu",kernelFunc:({inputs:r,backend:t})=>{let{x:e}=r,i=t,o=new ne(e.shape,k.SQUARE);return i.runWebGPUProgram(o,[e],e.dtype)}};var $f=F({opType:z.SQUARED_DIFFERENCE}),dd={kernelName:Gs,backendName:"webgpu",kernelFunc:$f};function Nf({inputs:r,attrs:t,backend:e}){let{x:i}=r,o=new ne(i.shape,k.STEP,"stepAlpha : f32,"),s=[{type:"float32",data:[t.alpha]}];return e.runWebGPUProgram(o,[i],i.dtype,s)}var cd={kernelName:rn,backendName:"webgpu",kernelFunc:Nf};var _r=class{constructor(t){this.variableNames=["x"],this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]);let e=E(this.outputShape.length);this.uniforms=`begin : ${e},  strides : ${e}, `,this.shaderKey="stridedSlice"}getUserCode(){let t=this.outputShape.length,e="";if(t===1)e="coords * uniforms.strides + uniforms.begin";else{let o=0;e=this.outputShape.map((s,n)=>(o++,this.outputShape.length===1?`coords * uniforms.strides[${n}] + uniforms.begin[${n}]`:`coords[${o-1}] * uniforms.strides[${n}] + uniforms.begin[${n}]`)).join(",")}return`
       ${C("index")} {
         if (index < uniforms.size) {
           let coords = getCoordsFromIndex(index);
           setOutputAtIndex(index, getX(${e}));
         }
       }
     `}};function Af(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{begin:s,end:n,strides:a,beginMask:u,endMask:p,ellipsisMask:d,newAxisMask:l,shrinkAxisMask:c}=i,{finalShapeSparse:m,finalShape:h,isIdentity:f,sliceDim0:g,isSimpleSlice:S,begin:v,end:I,strides:R}=Oe.sliceInfo(o.shape,s,n,a,u,p,d,l,c),P;if(f)P=D({inputs:{x:o},backend:e,attrs:{shape:h}});else if(g||S){x.assert(o.shape.length>=1,()=>`Input must have rank at least 1, got: ${o.shape.length}`);let $=Oe.computeOutShape(v,I,R),A=fe({inputs:{x:o},backend:e,attrs:{begin:v,size:$}});P=D({inputs:{x:A},backend:e,attrs:{shape:h}}),e.disposeData(A.dataId)}else if(e.shouldExecuteOnCPU([o])){let A=e.readSync(o.dataId),T=xe(o.shape,o.dtype,A),L=fa(m,T,R,v);P=e.makeTensorInfo(h,o.dtype,L.values)}else{let A=new _r(m),T=[{type:"int32",data:v},{type:"int32",data:R}],L=e.runWebGPUProgram(A,[o],o.dtype,T);P=D({inputs:{x:L},backend:e,attrs:{shape:h}}),e.disposeData(L.dataId)}return P}var ld={kernelName:qs,backendName:"webgpu",kernelFunc:Af};function Tf(r){let{inputs:t,backend:e,attrs:i}=r,{separator:o,nGramWidths:s,leftPad:n,rightPad:a,padWidth:u,preserveShortSequences:p}=i,{data:d,dataSplits:l}=t,c=e.readSync(d.dataId),m=e.readSync(l.dataId),[h,f]=ga(c,m,o,s,n,a,u,p);return[e.makeTensorInfo([h.length],"string",h),e.makeTensorInfo(l.shape,"int32",f)]}var md={kernelName:Ks,backendName:"webgpu",kernelFunc:Tf};var Bf=F({opType:z.SUB,cpuKernelImpl:xa,supportsComplex:!0}),hd={kernelName:"Sub",backendName:"webgpu",kernelFunc:Bf};var Uf=N({opType:k.TAN}),fd={kernelName:"Tan",backendName:"webgpu",kernelFunc:Uf};var _f=N({opType:k.TANH}),gd={kernelName:Xs,backendName:"webgpu",kernelFunc:_f};function Ef(r){let{inputs:t,backend:e,attrs:i}=r,{tensor:o,indices:s,updates:n}=t,{}=i,{sliceRank:a,numUpdates:u,sliceSize:p,strides:d,outputSize:l}=y.calculateShapes(n,s,o.shape),c=[l/p,p];if(l===0)return e.makeTensorInfo(o.shape,s.dtype);let m=[],h=D({inputs:{x:s},backend:e,attrs:{shape:[u,a]}});m.push(h);let f=D({inputs:{x:n},backend:e,attrs:{shape:[u,p]}});m.push(f);let g=D({inputs:{x:o},backend:e,attrs:{shape:c}});m.push(g);let S=st({inputs:{x:g},backend:e,attrs:{reps:Array(c.length).fill(1)}}),v=new we([u,p],a,h.shape.length,f.shape.length,d,c,o.dtype,!1),I=x.sizeFromShape([u,p]),R=[{type:"int32",data:[a]},{type:"int32",data:d},{type:"int32",data:[I]}],P=e.runWebGPUProgram(v,[f,h],g.dtype,R,S);m.push(P);let $=D({inputs:{x:P},backend:e,attrs:{shape:o.shape}});return m.forEach(A=>e.disposeData(A.dataId)),$}var xd={kernelName:Ds,backendName:"webgpu",kernelFunc:Ef};var Er=class{constructor(t){this.variableNames=["x","indices"],this.workgroupSize=[256,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.uniforms=`inputSize : i32, firstPass : i32, negativeInf : f32,
        dir : i32, inc : i32,`,this.shaderKey="swap"}getUserCode(){return`
        ${C("index")} {
          if (index < uniforms.size) {
            let outC = getCoordsFromIndex(index);
            let batch = outC[0];
            let elemIdx = outC[1];
            // We compare elements pair-wise within a group of size 2 * inc.
            // The comparing rule for each group alternates between ascending
            // and descending. Within each group, we compare each pair at
            // positions i and i+inc. To decide whether an element at position i
            // is x0 or x1, we mod it by 2 * inc, if the result is smaller than
            // inc, it is in the first half of the group, we denote it as x0,
            // otherwise we denote it as x1.
            // For example, as shown in the Bitonic top K paper referenced
            // above, Figure5(a) shows that element[1] is in the second half of
            // the group when group size is 2, but it is in the first half of
            // the group when group size is 4.
            let isFirstInPair = elemIdx % (2 * uniforms.inc) < uniforms.inc;
            var i = 0;
            if (isFirstInPair) {
              i = elemIdx;
            } else {
              i = elemIdx - uniforms.inc;
            }

            var i0 = 0;
            if (uniforms.firstPass == 1) {
              i0 = i;
            } else {
              i0 = i32(getIndices(batch, i));
            }

            var i1 = 0;
            if (uniforms.firstPass == 1) {
              i1 = i + uniforms.inc;
            } else {
              i1 = i32(getIndices(batch, i + uniforms.inc));
            }

            var x0 = f32(0.0);
            var x1 = f32(0.0);
            if (i0 < uniforms.inputSize) {
              x0 = getX(batch, i0);
            } else {
              x0 = uniforms.negativeInf;
            }
            if (i1 < uniforms.inputSize) {
              x1 = getX(batch, i1);
            } else {
              x1 = uniforms.negativeInf;
            }

            let reverse = elemIdx % (2 * uniforms.dir) >= uniforms.dir;
            let isGreater = x0 > x1 || (x0 == x1 && i1 > i0);
            if (reverse == isGreater) {
              // Elements in opposite order of direction
              let iTemp = i0;
              i0 = i1;
              i1 = iTemp;
            }
            if (isFirstInPair) {
              setOutputAtIndex(index, f32(i0));
            } else {
              setOutputAtIndex(index, f32(i1));
            }
          }
        }
      `}},Mr=class{constructor(t){this.variableNames=["x","indices"],this.workgroupSize=[256,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.uniforms="inputSize : i32, firstPass : i32, k : i32,",this.shaderKey="merge"}getUserCode(){return`
        ${C("index")} {
          if (index < uniforms.size) {
            let outC = getCoordsFromIndex(index);
            let batch = outC[0];
            let elemIdx = outC[1];
            // The output size is half of the previous size.
            // If the previous sequence is | | | | _ _ _ _  | | | |  _ _ _ _
            // (k=4), we only need to output the indices at positions |, the
            // indices at positions _ can be thrown away, see Figure5(b) After
            // Phase 2 (Merge phase) in the Bitonic Top K paper referenced
            // above.
            // For example, the paper shows we only need to output the orange
            // bars. The output sequence should look like this | | | | | | | |.
            // Because the sequence is halved, to map the output index back to
            // the previous sequence to find the corresponding value, we need
            // to double the index. When we double the index, we basically
            // interpolate a position, so 2i looks like
            // | _ | _ | _ | _ | _ | _ | _. We move the | to the first k
            // position of each 2k positions by - elemIdx % k. E.g. for output
            // at index 4,5,6,7, we want to get the corresponding element at
            // original index 8,9,10,11, for output at index 8,9,10,11,
            // we want to get the corresponding element at original index
            // 16,17,18,19, so on and so forth.

            var i = 0;
            if (elemIdx < uniforms.k) {
              i = elemIdx;
            } else {
              i = elemIdx * 2 - elemIdx % uniforms.k;
            }
            var i0 = 0;
            if (uniforms.firstPass == 1) {
              i0 = i;
            } else {
              i0 = i32(getIndices(batch, i));
            }
            var i1 = 0;
            if (uniforms.firstPass == 1) {
              i1 = i + uniforms.k;
            } else {
              i1 = i32(getIndices(batch, i + uniforms.k));
            }

            let x0 = getX(batch, i0);
            var x1 = f32(0.0);
            if (i1 < uniforms.inputSize) {
              x1 = getX(batch, i1);
            } else {
              x1 = x0;
            }

            if (x0 >= x1) {
              setOutputAtIndex(index, f32(i0));
            } else {
              setOutputAtIndex(index, f32(i1));
            }
          }
        }
      `}};function je(r,t){t!==null&&r.disposeData(t.dataId)}function Cd(r){let t=1;for(;t<r;)t*=2;return t}function Mf(r){let{inputs:t,backend:e,attrs:i}=r,{x:o}=t,{k:s,sorted:n}=i,a=o.shape,u=a[a.length-1];if(e.shouldExecuteOnCPU([o])){let P=e.readSync(o.dataId),[$,A]=wa(P,a,o.dtype,s,n);return[e.makeTensorInfo($.shape,$.dtype,$.values),e.makeTensorInfo(A.shape,A.dtype,A.values)]}if(s===0)return a[a.length-1]=0,[e.makeTensorInfo(a,o.dtype,[]),e.makeTensorInfo(a,"int32",[])];if(u===1)return[o,O({attrs:{shape:a,dtype:"int32",value:0},backend:e})];let d=x.sizeFromShape(a)/u,l=D({inputs:{x:o},attrs:{shape:[d,u]},backend:e}),c=Cd(s),m=Cd(u),h=null,f=()=>h===null?[l,l]:[l,h],g=(P,$,A)=>{let T=f(),L=new Er(A),W=[{type:"int32",data:[u]},{type:"int32",data:[h===null?1:0]},{type:"float32",data:[Number.NEGATIVE_INFINITY]},{type:"int32",data:[P]},{type:"int32",data:[$]}],X=h;h=e.runWebGPUProgram(L,T,"int32",W),je(e,X)};for(let P=1;P<c;P*=2){let $=P*2;for(let A=P;A>=1;A/=2)g($,A,[d,m])}for(let P=m;P>c;P/=2){let $=f(),A=new Mr([d,P/2]),L=[{type:"int32",data:[u]},{type:"int32",data:[h===null?1:0]},{type:"int32",data:[c]}],_=h;h=e.runWebGPUProgram(A,$,"int32",L),je(e,_);let W=c/2,X=W*2;for(let H=W;H>=1;H/=2)g(X,H,h.shape)}let S=h;h=fe({inputs:{x:h},backend:e,attrs:{begin:0,size:[d,s]}}),je(e,S);let v=fo({inputs:{x:l,indices:h},backend:e,attrs:{axis:1,batchDims:1}});je(e,l);let I=a.slice(0,-1);I.push(s),S=h,h=D({inputs:{x:h},attrs:{shape:I},backend:e}),je(e,S);let R=v;return v=D({inputs:{x:v},attrs:{shape:I},backend:e}),je(e,R),[v,h]}var wd={kernelName:Ys,backendName:"webgpu",kernelFunc:Mf};var Or=class{constructor(t){this.variableNames=["Image","Transforms"],this.uniforms="interpolationModeId : i32, fillModeId : i32, fillValue : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.dispatchLayout=b(this.outputShape),this.dispatch=w(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="transform"}getUserCode(){return`
          fn mapCoord(outCoord : f32, len : f32) -> f32{
            var inCoord = outCoord;
            if(uniforms.fillModeId == 2) {
              if (inCoord < 0.0) {
                if (len <= 1.0) {
                  inCoord = 0.0;
                } else {
                  let sz2 = 2.0 * len;
                  if (inCoord < sz2) {
                    inCoord = sz2 * f32(i32(f32(-inCoord / sz2))) +
                    inCoord;
                  }
                  if (inCoord < -len) {
                    inCoord = inCoord + sz2;
                  } else {
                    inCoord = -inCoord - 1.0;
                  }
                }
              } else if (inCoord > len - 1.0) {
                if (len <= 1.0) {
                  inCoord = 0.0;
                } else {
                  let sz2 = 2.0 * len;
                  inCoord = inCoord - sz2 * f32(i32(f32(inCoord / sz2)));
                  if (inCoord >= len) {
                    inCoord = sz2 - inCoord - 1.0;
                  }
                }
              }
              return clamp(inCoord, 0.0, len - 1.0);
            } else if (uniforms.fillModeId == 3) {
              if (inCoord < 0.0) {
                if (len <= 1.0) {
                  inCoord = 0.0;
                } else {
                  let sz = len - 1.0;
                  inCoord = inCoord + len * (f32(i32(f32(-inCoord / sz))) + 1.0);
                }
              } else if (inCoord > len - 1.0) {
                if (len <= 1.0) {
                  inCoord = 0.0;
                } else {
                  let sz = len - 1.0;
                  inCoord = inCoord - len * f32(i32(f32(inCoord / sz)));
                }
              }
              return clamp(inCoord, 0.0, len - 1.0);
            } else if (uniforms.fillModeId == 4) {
              return clamp(outCoord, 0.0, len - 1.0);
            }
            return outCoord;
          }
          fn readWithFillValue(batch : i32, coordY : i32, coordX : i32,
            channel : i32) -> f32 {
            var outputValue : f32;
            if (0 <= coordY && coordY < uniforms.imageShape[1] && 0 <= coordX && coordX < uniforms.imageShape[2]) {
                outputValue = getImage(batch, coordY, coordX, channel);
            } else {
              outputValue = uniforms.fillValue;
            }
            return outputValue;
          }

          ${C("index")} {
            if (index < uniforms.size) {
              let coords = getCoordsFromIndex(index);
              var outputValue : f32;
              let batch = coords[0];
              let x = coords[2];
              let y = coords[1];
              let channel = coords[3];
              let xf = f32(x);
              let yf = f32(y);
              let a1 = getTransforms(batch, 0);
              let a2 = getTransforms(batch, 1);
              let a3 = getTransforms(batch, 2);
              let b1 = getTransforms(batch, 3);
              let b2 = getTransforms(batch, 4);
              let b3 = getTransforms(batch, 5);
              let c1 = getTransforms(batch, 6);
              let c2 = getTransforms(batch, 7);
              let projection = c1 * xf + c2 * yf + 1.0;
              if (projection == 0.0) {
                outputValue = uniforms.fillValue;
              } else {
                let inX = (a1 * xf + a2 * yf + a3) / projection;
                let inY = (b1 * xf + b2 * yf + b3) / projection;
                let mapX = mapCoord(inX, f32(uniforms.imageShape[2]));
                let mapY = mapCoord(inY, f32(uniforms.imageShape[1]));

                if (uniforms.interpolationModeId == 1) {
                  let coordY = i32(round(mapY));
                  let coordX = i32(round(mapX));
                  outputValue = readWithFillValue(batch, coordY, coordX,
                    channel);
                } else {
                  let yFloor = floor(mapY);
                  let xFloor = floor(mapX);
                  let yCeil = yFloor + 1.0;
                  let xCeil = xFloor + 1.0;
                  let valueYFloor = (xCeil - mapX) *
                  readWithFillValue(batch, i32(yFloor), i32(xFloor), channel) +
                  (mapX - xFloor) *
                  readWithFillValue(batch, i32(yFloor), i32(xCeil), channel);
                  let valueYCeil = (xCeil - mapX) *
                  readWithFillValue(batch, i32(yCeil), i32(xFloor), channel) +
                  (mapX - xFloor) *
                  readWithFillValue(batch, i32(yCeil), i32(xCeil), channel);
                  outputValue = (yCeil - mapY) * valueYFloor +
                  (mapY - yFloor) * valueYCeil;
                }
              }
              setOutputAtIndex(index, outputValue);
            }
          }
        `}};function Of(r){let{inputs:t,backend:e,attrs:i}=r,{image:o,transforms:s}=t,{interpolation:n,fillMode:a,fillValue:u,outputShape:p}=i,[d,l,c,m]=o.shape,[h,f]=p??[l,c],g=[d,h,f,m],S=new Or(g),v=n==="nearest"?1:2,I;switch(a){case"constant":I=1;break;case"reflect":I=2;break;case"wrap":I=3;break;case"nearest":I=4;break;default:I=1;break}let R=[{type:"int32",data:[v]},{type:"int32",data:[I]},{type:"float32",data:[u]}];return e.runWebGPUProgram(S,[o,s],"float32",R)}var yd={kernelName:Qs,backendName:"webgpu",kernelFunc:Of};function Wf(r){let{inputs:t,backend:e,attrs:i}=r,{value:o}=t,{axis:s}=i;s<0&&(s+=o.shape.length);let n=o,a=n.shape.length,u=o.shape[s],p=new Array(a-1),d=0;for(let f=0;f<a;f++)f!==s&&(p[d++]=n.shape[f]);let l=[],c=new Array(a).fill(0),m=n.shape.slice();m[s]=1;let h=new Array(u);for(let f=0;f<h.length;f++){c[s]=f;let g=fe({inputs:{x:n},backend:e,attrs:{begin:c,size:m}}),S=D({inputs:{x:g},backend:e,attrs:{shape:p}});h[f]=S,l.push(g)}return l.forEach(f=>e.disposeData(f.dataId)),h}var Sd={kernelName:Js,backendName:"webgpu",kernelFunc:Wf};var Wr=class{constructor(t,e,i){if(this.outputShape=[],this.variableNames=["x","segmentIds"],this.uniforms="numSegments : i32, xSize: i32,",this.workgroupSize=[64,1,1],this.atomic=!0,this.outputShape=e,this.dispatchLayout=b(t),this.dispatch=w(this.dispatchLayout,t,this.workgroupSize),i!=="float32"&&i!=="int32")throw new Error(`UnsortedSegmentSum only supports float32 and int32
              types, does not support ${i} type.`);this.type=i,this.shaderKey="unsortedSegmentSum"}getUserCode(){return`
    ${C("index")} {
      if (index < uniforms.xSize) {
        let coords = getXCoordsFromIndex(index);
        let b = coords[0];
        let inCol = coords[1];

        let segmentId = i32(getSegmentIds(inCol));
        if (segmentId >= 0) {
          let flatIndex = b * uniforms.numSegments + segmentId % uniforms.numSegments;
          let value = getX(b, inCol);

          ${ie("&result[flatIndex]","value",this.type)}
        }
      }
    }
  `}};function Hf(r){let{inputs:t,backend:e,attrs:i}=r,{x:o,segmentIds:s}=t,{numSegments:n}=i,a=o.shape.length,u=[],p=0,d=y.getAxesPermutation([p],a),l=o;d!=null&&(l=te({inputs:{x:o},backend:e,attrs:{perm:d}}),u.push(l),p=y.getInnerMostAxes(1,a)[0]);let c=y.segment_util.computeOutShape(l.shape,p,n),m=x.sizeFromShape([l.shape[p]]),h=D({inputs:{x:l},backend:e,attrs:{shape:[-1,m]}});u.push(h);let f=o.dtype,g=[h.shape[0],n],S=O({backend:e,attrs:{shape:g,value:0,dtype:f}}),v=new Wr(h.shape,g,f),I=[{type:"int32",data:[n]},{type:"int32",data:[x.sizeFromShape(h.shape)]}],R=e.runWebGPUProgram(v,[h,s],f,I,S),P=D({inputs:{x:R},backend:e,attrs:{shape:c}});u.push(R);let $=P;if(d!=null){u.push(P);let A=y.getUndoAxesPermutation(d);$=te({inputs:{x:$},backend:e,attrs:{perm:A}})}return u.forEach(A=>e.disposeData(A.dataId)),$}var bd={kernelName:en,backendName:"webgpu",kernelFunc:Hf};var Gf=[_n,Sa,ba,va,ka,Ia,Pa,Da,za,$a,Na,Aa,Ta,La,Ba,_a,Ea,Ma,Oa,Wa,Ga,Va,qa,Ya,Qa,Za,Mn,eu,ru,ou,iu,su,nu,au,uu,pu,du,cu,hu,fu,gu,xu,wu,yu,Cu,Su,bu,vu,ku,Iu,Du,zu,$u,Nu,Au,Tu,Lu,Bu,Fu,Fn,Uu,Mu,_u,Eu,Ou,Wu,Hu,Gu,Vu,qu,Ku,En,Xu,tu,ju,Yu,Qu,Zu,Ju,ep,tp,op,rp,ip,sp,np,up,pp,Fa,dp,cp,hp,lp,mp,fp,Ua,gp,xp,Cp,wp,Sp,Ru,bp,vp,kp,Ka,Ip,Dp,zp,$p,Np,Ap,Tp,Lp,Xa,Bp,Fp,Up,_p,Un,Ep,Mp,Op,Wp,Hp,Gp,Vp,qp,Kp,Xp,jp,Yp,Qp,Zp,Jp,ed,Ha,cd,ld,md,yp,td,rd,od,id,nd,ad,ud,pd,dd,hd,Pu,fd,gd,xd,sd,wd,yd,Ra,Sd,bd,Rp];for(let r of Gf)pn(r);function Vf({units:r,workgroupSize:t}){return 16*(64*r+t+8*r)}function qf({tile:r}){return 64*(2*r+4)}var Co=r=>r>=1&&Number.isInteger(Math.log2(r));function vd(r,t){let{workgroupSize:e,units:i,rowsPerThread:o,tile:s}=r,n=Math.min(t.maxComputeInvocationsPerWorkgroup,t.maxComputeWorkgroupSizeX),a=p=>{throw new RangeError(`Cannot tune the WebGPU kernels: ${p}`)};(!Co(e)||e<16||e>n)&&a(`workgroupSize must be a power of two from 16 to ${n}, got ${e}`),(!Co(i)||i<4||i>e/2)&&a(`units must be a power of two from 4 to ${e/2}, got ${i}`),(!Number.isInteger(o)||o<1||o>16)&&a(`rowsPerThread must be a whole number from 1 to 16, got ${o}`),(!Co(s)||s<16||(s/4)**2>n)&&a(`tile must be a power of two from 16, one thread for each 4 x 4, got ${s}`);let u=Math.max(Vf(r),qf(r));u>t.maxComputeWorkgroupStorageSize&&a(`a workgroup would need ${u} bytes of its memory, the device has ${t.maxComputeWorkgroupStorageSize}`)}var kd=["internal","out-of-memory","validation"],Hr=class{#t;#r=new Set;#o;#e;constructor(t){this.#t=t,t.addEventListener("uncapturederror",e=>{e.preventDefault(),this.#i("a command outside any kernel",e.error)}),t.lost.then(({reason:e,message:i})=>{this.#e=Id(` (${e}): ${i}`)})}watch(t,e){this.throwIfLost();for(let i of kd)this.#t.pushErrorScope(i);try{return e()}catch(i){throw this.#s()?Id(""):i}finally{for(let i of kd)this.#n(t)}}async settle(){for(;this.#r.size>0;)await Promise.all(this.#r);this.throwIfLost();let t=this.#o;if(this.#o=void 0,t)throw t}throwIfLost(){if(this.#e)throw this.#e}#s(){try{let{COPY_DST:t}=GPUBufferUsage,e=this.#t.createBuffer({size:4,usage:t,mappedAtCreation:!0});return e.getMappedRange(),e.destroy(),!1}catch{return!0}}#n(t){let e=this.#t.popErrorScope().then(i=>{i&&this.#i(t,i)},()=>{}).finally(()=>this.#r.delete(e));this.#r.add(e)}#i(t,e){this.#o??=new Error(`Cannot run ${t} on the GPU: ${e.message}`)}};function Id(r){return new dt(`Cannot run on the GPU: the device was lost${r}. Call setupWebGpu() for a new one; tensors of the old one are gone`)}var Kf={read:"read-only-storage",write:"storage",uniform:"uniform"};function Rd(r,t){let e=GPUShaderStage.COMPUTE,i=t.name,o=r.createBindGroupLayout({label:i,entries:t.bindings.map((a,u)=>({binding:u,visibility:e,buffer:{type:Kf[a]}}))}),s=t.stepped?r.createBindGroupLayout({label:i,entries:[{binding:0,visibility:e,buffer:{type:"uniform",hasDynamicOffset:!0,minBindingSize:32}}]}):void 0;return{pipeline:r.createComputePipeline({label:i,layout:r.createPipelineLayout({label:i,bindGroupLayouts:s?[o,s]:[o]}),compute:{module:r.createShaderModule({label:i,code:t.code}),entryPoint:"main"}}),layout:o,stepLayout:s}}var Gr=`
struct Sizes {
  batchSize: u32,
  hiddenSize: u32,
  timeSteps: u32,
  hiddenPriorRows: u32,
  cellPriorRows: u32,
  priorStep: i32,
  training: u32,
  normalizeHidden: u32,
  normalizeCell: u32,
  keepTerms: u32,
  hasSequences: u32,
  epsilon: f32,
  // Index, in the whole matrix, of the first element of what is bound of it.
  gatesOrigin: u32,
  termsOrigin: u32,
  statesOrigin: u32,
  gradientsOrigin: u32,
  sequencesOrigin: u32,
}
`;var nt=`
struct Step {
  rows: u32,      // n_t
  next: u32,      // n_{t+1}
  t: u32,
  first: u32,     // packed rows before this step
  previous: u32,  // state row at which the step before starts
  lambda: f32,
  weight: f32,    // \u03BB_t / n_t
  unused: u32,
}
`;function me(r){return`${nt}
@group(0) @binding(${r}) var<storage, read> steps: array<vec4u>;

fn stepAt(t: u32) -> Step {
  let a = steps[t * ${64/4}u];
  let b = steps[t * ${64/4}u + 1u];
  return Step(a.x, a.y, a.z, a.w, b.x, bitcast<f32>(b.y), bitcast<f32>(b.z), 0u);
}
`}function Vr({workgroupSize:r,units:t,rowsPerThread:e}){let i=r/t,o=Math.min(8,i);return`
const THREADS = ${r}u;
const U = ${t}u;
const LANES = ${i}u;
const PARTS = ${o}u;
const R = ${e}u;
const DEPTH = ${64}u;
var<workgroup> slice: array<vec4f, ${64*t}>;
var<workgroup> laneSums: array<vec4f, ${r}>;
var<workgroup> partSums: array<vec4f, ${o*t}>;

// The sum over all lanes of a unit, known to every one of them afterwards.
fn rowSum(value: vec4f, u: u32, lane: u32) -> vec4f {
  laneSums[lane * U + u] = value;
  workgroupBarrier();
  if (lane < PARTS) {
    var part = vec4f(0.0);
    for (var q = lane; q < LANES; q += PARTS) { part += laneSums[q * U + u]; }
    partSums[lane * U + u] = part;
  }
  workgroupBarrier();
  var sum = vec4f(0.0);
  for (var q = 0u; q < PARTS; q++) { sum += partSums[q * U + u]; }
  return sum;
}

fn logistic(v: f32) -> f32 {
  let e = exp(-abs(v));
  return select(e, 1.0, v >= 0.0) / (1.0 + e);
}

// The quotient loses digits near zero, where a few terms of the series are exact to the last one.
fn hyperbolicTangent(v: f32) -> f32 {
  let e = exp(-2.0 * abs(v));
  let far = (1.0 - e) / (1.0 + e);
  let s = v * v;
  let near = v * (1.0 + s * (-1.0 / 3.0 + s * (2.0 / 15.0 - s * (17.0 / 315.0))));
  return select(select(-far, far, v >= 0.0), near, s < 0.0225);
}
`}function Dd(r){return{name:"backwardStep",stepped:!0,bindings:["read","read","read","read","read","write","write","write","uniform"],code:`
@group(0) @binding(0) var<storage, read> wh: array<f32>;                // [H, 4H]
@group(0) @binding(1) var<storage, read> scale: array<f32>;             // [T, 8H]
@group(0) @binding(2) var<storage, read> cell: array<f32>;              // [B + pairs, H]
@group(0) @binding(3) var<storage, read> terms: array<f32>;             // x\u0302 of h Wh [pairs, 4H]
@group(0) @binding(4) var<storage, read> sequences: array<f32>;         // \u2202loss/\u2202hs [T, B, H]
@group(0) @binding(5) var<storage, read_write> gates: array<f32>;       // [pairs, 4H]
@group(0) @binding(6) var<storage, read_write> gradients: array<f32>;   // of h Wh [B + pairs, 4H]
@group(0) @binding(7) var<storage, read_write> carry: array<f32>;       // see backward.ts
${Gr}${nt}
@group(0) @binding(8) var<uniform> sizes: Sizes;
@group(1) @binding(0) var<uniform> step: Step;
${Vr(r)}

@compute @workgroup_size(${r.workgroupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let H = sizes.hiddenSize;
  let n = step.rows;
  let u = thread % U;
  let lane = thread / U;
  let live = group.x * U + u < H;
  let j = min(group.x * U + u, H - 1u);
  let stateRow = sizes.batchSize + step.first;
  let state = stateRow * H - sizes.statesOrigin + j;
  let previous = step.previous * H - sizes.statesOrigin + j;
  let gate = step.first * 4u * H - sizes.gatesOrigin + j;
  let term = step.first * 4u * H - sizes.termsOrigin + j;
  let incoming = stateRow * 4u * H - sizes.gradientsOrigin;
  let outgoing = step.previous * 4u * H - sizes.gradientsOrigin + j;
  let sequence = step.t * sizes.batchSize * H - sizes.sequencesOrigin + j;
  let carriedC = sizes.batchSize * H;

  let at = step.t * 8u * H + j;
  let gain = vec4f(scale[at], scale[at + H], scale[at + 2u * H], scale[at + 3u * H]);
  let cellMean = scale[at + 4u * H];
  let cellRstd = scale[at + 5u * H];
  let cellGamma = scale[at + 6u * H];
  let cellBeta = scale[at + 7u * H];

  // dh_t from the step after; rows that end here have theirs from outside. Then through h_t = \u03C3(o) tanh(y).
  var cellSums = vec2f(0.0);
  for (var base = 0u; base < n; base += LANES * R) {
    // Four threads share four units: each takes the columns of one gate, for all four at once.
    var product = array<vec4f, R>();
    if (step.next > base) {
      for (var k0 = 0u; k0 < H; k0 += DEPTH) {
        workgroupBarrier();
        for (var i = thread; i < DEPTH * U; i += THREADS) {
          let column = i % 4u * H + min(k0 + i / U, H - 1u);
          let first = group.x * U + i % U / 4u * 4u;
          var weights: vec4f;
          for (var p = 0u; p < 4u; p++) {
            weights[p] = wh[min(first + p, H - 1u) * 4u * H + column];
          }
          slice[i] = weights;
        }
        workgroupBarrier();
        let depth = min(DEPTH, H - k0);
        for (var k = 0u; k < depth; k++) {
          let weights = slice[k * U + u];
          for (var q = 0u; q < R; q++) {
            let row = min(base + q * LANES + lane, step.next - 1u);
            product[q] += gradients[incoming + row * 4u * H + u % 4u * H + k0 + k] * weights;
          }
        }
      }
    }
    for (var q = 0u; q < R; q++) {
      workgroupBarrier();
      laneSums[thread] = product[q];
      workgroupBarrier();
      let row = base + q * LANES + lane;
      if (live && row < n) {
        var dh = 0.0;
        if (row < step.next) {
          for (var p = 0u; p < 4u; p++) { dh += laneSums[thread / 4u * 4u + p][u % 4u]; }
        } else {
          dh = carry[row * H + j];
        }
        if (sizes.hasSequences == 1u) { dh += sequences[sequence + row * H]; }
        let normalized = (cell[state + row * H] - cellMean) * cellRstd;
        let y = hyperbolicTangent(cellGamma * normalized + cellBeta);
        let output = gate + row * 4u * H + 2u * H;
        let o = gates[output];
        gates[output] = dh * y * o * (1.0 - o);
        let dy = dh * o * (1.0 - y * y);
        carry[row * H + j] = dy;
        cellSums += vec2f(dy, dy * normalized);
      }
    }
  }

  workgroupBarrier();  // rowSum writes where the exchange above reads

  var cellWeight = 0.0;
  if (sizes.normalizeCell == 1u) {
    cellWeight = step.weight;
    cellSums = rowSum(vec4f(cellSums, 0.0, 0.0), u, lane).xy;
  }

  // Through y = BN(c_t) and c_t = \u03C3(f) c_{t\u22121} + \u03C3(i) tanh(g)
  var sums = vec4f(0.0);
  var products = vec4f(0.0);
  if (live) {
    for (var row = lane; row < n; row += LANES) {
      let normalized = (cell[state + row * H] - cellMean) * cellRstd;
      let centered = cellWeight * (cellSums.x + normalized * cellSums.y);
      let dCell = cellGamma * cellRstd * (carry[row * H + j] - centered);
      let dc = carry[carriedC + row * H + j] + dCell;
      let to = gate + row * 4u * H;
      let f = gates[to];
      let i = gates[to + H];
      let g = gates[to + 3u * H];
      let d = vec4f(
        dc * cell[previous + row * H] * f * (1.0 - f),
        dc * g * i * (1.0 - i),
        gates[to + 2u * H],
        dc * i * (1.0 - g * g),
      );
      gates[to] = d.x;
      gates[to + H] = d.y;
      gates[to + 3u * H] = d.w;
      carry[carriedC + row * H + j] = dc * f;
      if (sizes.normalizeHidden == 1u) {
        let source = term + row * 4u * H;
        sums += d;
        products += d * vec4f(terms[source], terms[source + H], terms[source + 2u * H], terms[source + 3u * H]);
      }
    }
  }

  // Through BN(h_{t\u22121} Wh)
  if (sizes.normalizeHidden == 1u) {
    sums = rowSum(sums, u, lane);
    products = rowSum(products, u, lane);
  }
  if (live) {
    for (var row = lane; row < n; row += LANES) {
      let source = gate + row * 4u * H;
      var d = vec4f(gates[source], gates[source + H], gates[source + 2u * H], gates[source + 3u * H]);
      if (sizes.normalizeHidden == 1u) {
        let x = term + row * 4u * H;
        let normalized = vec4f(terms[x], terms[x + H], terms[x + 2u * H], terms[x + 3u * H]);
        d = gain * (d - step.weight * (sums + normalized * products));
      }
      let to = outgoing + row * 4u * H;
      gradients[to] = d.x;
      gradients[to + H] = d.y;
      gradients[to + 2u * H] = d.z;
      gradients[to + 3u * H] = d.w;
    }
  }
  if (live && lane == 0u) {
    let to = 2u * carriedC + j;
    for (var g = 0u; g < 4u; g++) { carry[to + g * H] += products[g]; }
    carry[to + 4u * H] += cellSums.y;
    carry[to + 5u * H] += cellSums.x;
  }
}
`}}var qr=`
const COLUMNS = 16u;
const LANES = 4u;
var<workgroup> parts: array<vec2f, 64>;

fn columnSum(value: vec2f, column: u32, lane: u32) -> vec2f {
  workgroupBarrier();
  parts[lane * COLUMNS + column] = value;
  workgroupBarrier();
  var sum = vec2f(0.0);
  for (var q = 0u; q < LANES; q++) { sum += parts[q * COLUMNS + column]; }
  return sum;
}
`;function zd(){return{name:"copyRows",bindings:["read","write","read","uniform"],code:`
struct Sizes {
  width: u32,
  batchSize: u32,
  firstStep: u32,
  packing: u32,
  packedOffset: u32,  // rows of the packed matrix before step 0
  sourceOrigin: u32,
  targetOrigin: u32,
}
@group(0) @binding(0) var<storage, read> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> destination: array<f32>;
${me(2)}
@group(0) @binding(3) var<uniform> sizes: Sizes;
const COLUMNS = ${16}u;
const LANES = ${64/16}u;

@compute @workgroup_size(${64})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let j = group.x * COLUMNS + thread % COLUMNS;
  if (j >= sizes.width) { return; }
  let step = stepAt(sizes.firstStep + group.y);
  let packed = (sizes.packedOffset + step.first) * sizes.width + j;
  let padded = step.t * sizes.batchSize * sizes.width + j;
  let read = select(packed, padded, sizes.packing == 1u) - sizes.sourceOrigin;
  let write = select(padded, packed, sizes.packing == 1u) - sizes.targetOrigin;
  for (var row = thread / COLUMNS; row < step.rows; row += LANES) {
    destination[write + row * sizes.width] = source[read + row * sizes.width];
  }
}
`}}function $d(r){return{name:"forwardStep",stepped:!0,bindings:["read","read","write","write","write","write","write","write","uniform"],code:`
@group(0) @binding(0) var<storage, read> wh: array<f32>;                // [H, 4H]
@group(0) @binding(1) var<storage, read> constants: array<f32>;         // \u03B3_h, \u03B3_c, \u03B2_c, two priors
@group(0) @binding(2) var<storage, read_write> gates: array<f32>;       // [pairs, 4H]
@group(0) @binding(3) var<storage, read_write> terms: array<f32>;       // h Wh, later x\u0302 [pairs, 4H]
@group(0) @binding(4) var<storage, read_write> hidden: array<f32>;      // [B + pairs, H]
@group(0) @binding(5) var<storage, read_write> cell: array<f32>;        // [B + pairs, H]
@group(0) @binding(6) var<storage, read_write> statistics: array<f32>;  // [2, T, 4H], [2, T, H]
@group(0) @binding(7) var<storage, read_write> scale: array<f32>;       // [T, 8H]
${Gr}${nt}
@group(0) @binding(8) var<uniform> sizes: Sizes;
@group(1) @binding(0) var<uniform> step: Step;
${Vr(r)}

// \u03BC\u0302 and v\u0302 of docs/rules.md#r7 from the moments of the rows and of the prior.
fn blendMean(mean: vec4f, prior: vec4f) -> vec4f {
  return select(step.lambda * mean + (1.0 - step.lambda) * prior, mean, step.lambda == 1.0);
}
fn blendVariance(variance: vec4f, shift: vec4f, prior: vec4f) -> vec4f {
  let spread = step.lambda * (1.0 - step.lambda) * shift * shift;
  let blended = step.lambda * variance + (1.0 - step.lambda) * prior + spread;
  return select(blended, variance, step.lambda == 1.0);
}

@compute @workgroup_size(${r.workgroupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let H = sizes.hiddenSize;
  let n = step.rows;
  let u = thread % U;
  let lane = thread / U;
  let live = group.x * U + u < H;
  let j = min(group.x * U + u, H - 1u);
  let previous = step.previous * H - sizes.statesOrigin;
  let state = (sizes.batchSize + step.first) * H - sizes.statesOrigin + j;
  let gate = step.first * 4u * H - sizes.gatesOrigin + j;
  let term = select(0u, step.first * 4u * H - sizes.termsOrigin, sizes.keepTerms == 1u) + j;
  let planeH = sizes.timeSteps * 4u * H;
  let planeC = sizes.timeSteps * H;

  // h_{t\u22121} Wh
  var sum = vec4f(0.0);
  for (var base = 0u; base < n; base += LANES * R) {
    var product = array<vec4f, R>();
    for (var k0 = 0u; k0 < H; k0 += DEPTH) {
      workgroupBarrier();
      for (var i = thread; i < DEPTH * U; i += THREADS) {
        let at = min(k0 + i / U, H - 1u) * 4u * H + min(group.x * U + i % U, H - 1u);
        slice[i] = vec4f(wh[at], wh[at + H], wh[at + 2u * H], wh[at + 3u * H]);
      }
      workgroupBarrier();
      let depth = min(DEPTH, H - k0);
      for (var k = 0u; k < depth; k++) {
        let weights = slice[k * U + u];
        for (var q = 0u; q < R; q++) {
          let row = min(base + q * LANES + lane, n - 1u);
          product[q] += hidden[previous + row * H + k0 + k] * weights;
        }
      }
    }
    for (var q = 0u; q < R; q++) {
      let row = base + q * LANES + lane;
      if (live && row < n) {
        sum += product[q];
        let at = term + row * 4u * H;
        terms[at] = product[q].x;
        terms[at + H] = product[q].y;
        terms[at + 2u * H] = product[q].z;
        terms[at + 3u * H] = product[q].w;
      }
    }
  }

  // BN(h_{t\u22121} Wh)
  var mean = vec4f(0.0);
  var rstd = vec4f(1.0);
  var gamma = vec4f(1.0);
  if (sizes.normalizeHidden == 1u) {
    var variance = vec4f(0.0);
    if (sizes.training == 1u) {
      mean = rowSum(sum, u, lane) / f32(n);
      var squares = vec4f(0.0);
      if (live) {
        for (var row = lane; row < n; row += LANES) {
          let at = term + row * 4u * H;
          let d = vec4f(terms[at], terms[at + H], terms[at + 2u * H], terms[at + 3u * H]) - mean;
          squares += d * d;
        }
      }
      variance = rowSum(squares, u, lane) / f32(n);
      if (live && lane == 0u) {
        let at = step.t * 4u * H + j;
        for (var g = 0u; g < 4u; g++) {
          statistics[at + g * H] = mean[g];
          statistics[planeH + at + g * H] = variance[g];
        }
      }
    }
    if (step.lambda < 1.0) {
      var priorMean = vec4f(0.0);
      var priorVariance = vec4f(0.0);
      for (var g = 0u; g < 4u; g++) {
        if (sizes.training == 1u && sizes.priorStep >= 0) {
          let at = u32(sizes.priorStep) * 4u * H + g * H + j;
          priorMean[g] = statistics[at];
          priorVariance[g] = statistics[planeH + at];
        } else {
          let at = 6u * H + min(step.t, sizes.hiddenPriorRows - 1u) * 4u * H + g * H + j;
          priorMean[g] = constants[at];
          priorVariance[g] = constants[at + sizes.hiddenPriorRows * 4u * H];
        }
      }
      variance = blendVariance(variance, mean - priorMean, priorVariance);
      mean = blendMean(mean, priorMean);
    }
    rstd = 1.0 / sqrt(variance + sizes.epsilon);
    gamma = vec4f(constants[j], constants[j + H], constants[j + 2u * H], constants[j + 3u * H]);
  }

  // The gates and c_t
  var cellSum = 0.0;
  if (live) {
    for (var row = lane; row < n; row += LANES) {
      let source = term + row * 4u * H;
      let to = gate + row * 4u * H;
      let raw = vec4f(terms[source], terms[source + H], terms[source + 2u * H], terms[source + 3u * H]);
      let normalized = (raw - mean) * rstd;
      if (sizes.keepTerms == 1u) {
        terms[source] = normalized.x;
        terms[source + H] = normalized.y;
        terms[source + 2u * H] = normalized.z;
        terms[source + 3u * H] = normalized.w;
      }
      let input = vec4f(gates[to], gates[to + H], gates[to + 2u * H], gates[to + 3u * H]);
      let a = input + gamma * normalized;
      let f = logistic(a.x);
      let i = logistic(a.y);
      let g = hyperbolicTangent(a.w);
      let c = f * cell[previous + row * H + j] + i * g;
      gates[to] = f;
      gates[to + H] = i;
      gates[to + 2u * H] = logistic(a.z);
      gates[to + 3u * H] = g;
      cell[state + row * H] = c;
      cellSum += c;
    }
  }

  // BN(c_t)
  var cellMean = 0.0;
  var cellRstd = 1.0;
  var cellGamma = 1.0;
  var cellBeta = 0.0;
  if (sizes.normalizeCell == 1u) {
    var variance = 0.0;
    if (sizes.training == 1u) {
      cellMean = rowSum(vec4f(cellSum), u, lane).x / f32(n);
      var squares = 0.0;
      if (live) {
        for (var row = lane; row < n; row += LANES) {
          let d = cell[state + row * H] - cellMean;
          squares += d * d;
        }
      }
      variance = rowSum(vec4f(squares), u, lane).x / f32(n);
      if (live && lane == 0u) {
        statistics[2u * planeH + step.t * H + j] = cellMean;
        statistics[2u * planeH + planeC + step.t * H + j] = variance;
      }
    }
    if (step.lambda < 1.0) {
      var priorMean = 0.0;
      var priorVariance = 0.0;
      if (sizes.training == 1u && sizes.priorStep >= 0) {
        let at = 2u * planeH + u32(sizes.priorStep) * H + j;
        priorMean = statistics[at];
        priorVariance = statistics[at + planeC];
      } else {
        let tables = 6u * H + 2u * sizes.hiddenPriorRows * 4u * H;
        let at = tables + min(step.t, sizes.cellPriorRows - 1u) * H + j;
        priorMean = constants[at];
        priorVariance = constants[at + sizes.cellPriorRows * H];
      }
      let shift = vec4f(cellMean - priorMean);
      variance = blendVariance(vec4f(variance), shift, vec4f(priorVariance)).x;
      cellMean = blendMean(vec4f(cellMean), vec4f(priorMean)).x;
    }
    cellRstd = 1.0 / sqrt(variance + sizes.epsilon);
    cellGamma = constants[4u * H + j];
    cellBeta = constants[5u * H + j];
  }
  if (live && lane == 0u) {
    let at = step.t * 8u * H + j;
    for (var g = 0u; g < 4u; g++) { scale[at + g * H] = gamma[g] * rstd[g]; }
    scale[at + 4u * H] = cellMean;
    scale[at + 5u * H] = cellRstd;
    scale[at + 6u * H] = cellGamma;
    scale[at + 7u * H] = cellBeta;
  }

  // h_t
  if (live) {
    for (var row = lane; row < n; row += LANES) {
      let normalized = (cell[state + row * H] - cellMean) * cellRstd;
      let o = gates[gate + row * 4u * H + 2u * H];
      hidden[state + row * H] = o * hyperbolicTangent(cellGamma * normalized + cellBeta);
    }
  }
}
`}}function Nd(){return{name:"inputGradient",bindings:["write","read","read","read","read","read","uniform"],code:`
struct Sizes { width: u32, firstStep: u32, origin: u32, sequence: u32, sequenceWeight: f32 }
@group(0) @binding(0) var<storage, read_write> gradients: array<f32>;  // [pairs, width]
@group(0) @binding(1) var<storage, read> terms: array<f32>;            // x Wx [pairs, width]
@group(0) @binding(2) var<storage, read> scale: array<f32>;            // \u03BC\u0302 and rstd [S, 2, width]
@group(0) @binding(3) var<storage, read> gains: array<f32>;            // \u03B3_x [width]
@group(0) @binding(4) var<storage, read> sums: array<f32>;             // [S, 2, width]
${me(5)}
@group(0) @binding(6) var<uniform> sizes: Sizes;
const COLUMNS = ${16}u;
const LANES = ${64/16}u;

@compute @workgroup_size(${64})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let j = group.x * COLUMNS + thread % COLUMNS;
  if (j >= sizes.width) { return; }
  let step = stepAt(sizes.firstStep + group.y);
  let t = select(step.t, 0u, sizes.sequence == 1u);
  let weight = select(step.weight, sizes.sequenceWeight, sizes.sequence == 1u);
  let mean = scale[t * 2u * sizes.width + j];
  let rstd = scale[(t * 2u + 1u) * sizes.width + j];
  let sum = sums[t * 2u * sizes.width + j];
  let product = sums[(t * 2u + 1u) * sizes.width + j];
  let start = step.first * sizes.width - sizes.origin + j;
  for (var row = thread / COLUMNS; row < step.rows; row += LANES) {
    let at = start + row * sizes.width;
    let normalized = (terms[at] - mean) * rstd;
    gradients[at] = gains[j] * rstd * (gradients[at] - weight * (sum + normalized * product));
  }
}
`}}function Ad(){return{name:"inputSums",bindings:["read","read","read","write","read","uniform"],code:`
struct Sizes { width: u32, firstStep: u32, origin: u32, normalize: u32, sequence: u32 }
@group(0) @binding(0) var<storage, read> gradients: array<f32>;   // dy [pairs, width]
@group(0) @binding(1) var<storage, read> terms: array<f32>;       // x Wx [pairs, width]
@group(0) @binding(2) var<storage, read> scale: array<f32>;       // \u03BC\u0302 and rstd [S, 2, width]
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;  // [T, 2, width]
${me(4)}
@group(0) @binding(5) var<uniform> sizes: Sizes;
${qr}

@compute @workgroup_size(${64})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let step = stepAt(sizes.firstStep + group.y);
  let column = thread % COLUMNS;
  let lane = thread / COLUMNS;
  let j = min(group.x * COLUMNS + column, sizes.width - 1u);
  let start = step.first * sizes.width - sizes.origin + j;
  var sum = vec2f(0.0);
  if (sizes.normalize == 1u) {
    let t = select(step.t, 0u, sizes.sequence == 1u);
    let mean = scale[t * 2u * sizes.width + j];
    let rstd = scale[(t * 2u + 1u) * sizes.width + j];
    for (var row = lane; row < step.rows; row += LANES) {
      let dy = gradients[start + row * sizes.width];
      sum += vec2f(dy, dy * (terms[start + row * sizes.width] - mean) * rstd);
    }
  } else {
    for (var row = lane; row < step.rows; row += LANES) {
      sum.x += gradients[start + row * sizes.width];
    }
  }
  sum = columnSum(sum, column, lane);
  if (lane == 0u && group.x * COLUMNS + column < sizes.width) {
    sums[step.t * 2u * sizes.width + j] = sum.x;
    sums[(step.t * 2u + 1u) * sizes.width + j] = sum.y;
  }
}
`}}function Td(r,t,e){return r<=4?{rows:4,columns:2*e}:t<=4?{rows:2*e,columns:4}:{rows:e,columns:e}}function Ld(r,{rows:t,columns:e}){let i=e/4,o=t/4*i,s=r==="left"?"left[k * sizes.leftWidth + row - sizes.leftOrigin]":"left[row * sizes.leftWidth + k - sizes.leftOrigin]",n=r==="right"?"right[column * sizes.rightWidth + k - sizes.rightOrigin]":"right[k * sizes.rightWidth + column - sizes.rightOrigin]",a=r==="left"?"vec2u(i / (ROWS / 4u), i % (ROWS / 4u))":"vec2u(i % DEPTH, i / DEPTH)",u=r==="right"?"vec2u(i % DEPTH, i / DEPTH)":"vec2u(i / (COLUMNS / 4u), i % (COLUMNS / 4u))";return{name:`matrixProduct_${r}`,bindings:["read","read","write","uniform"],code:`
struct Sizes {
  rowStart: u32, rowEnd: u32,
  columns: u32,
  depthStart: u32, depthEnd: u32,
  partDepth: u32,
  accumulate: u32,
  leftWidth: u32, leftOrigin: u32,
  rightWidth: u32, rightOrigin: u32,
  productOrigin: u32,
}
@group(0) @binding(0) var<storage, read> left: array<f32>;
@group(0) @binding(1) var<storage, read> right: array<f32>;
@group(0) @binding(2) var<storage, read_write> product: array<f32>;
@group(0) @binding(3) var<uniform> sizes: Sizes;
const ROWS = ${t}u;
const COLUMNS = ${e}u;
const ACROSS = ${i}u;
const DEPTH = ${16}u;
// Four rows, or columns, in one vector, which one thread writes and one thread uses.
var<workgroup> lefts: array<vec4f, ${16*t/4}>;
var<workgroup> rights: array<vec4f, ${16*e/4}>;

@compute @workgroup_size(${o})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let firstRow = sizes.rowStart + group.y * ROWS;
  let firstColumn = group.x * COLUMNS;
  let y = thread / ACROSS * 4u;
  let x = thread % ACROSS * 4u;
  let start = sizes.depthStart + group.z * sizes.partDepth;
  let end = min(start + sizes.partDepth, sizes.depthEnd);
  var sums: array<vec4f, 4>;
  for (var k0 = start; k0 < end; k0 += DEPTH) {
    workgroupBarrier();
    for (var i = thread; i < DEPTH * ROWS / 4u; i += ${o}u) {
      let place = ${a};
      let k = k0 + place.x;
      var values = vec4f(0.0);
      for (var q = 0u; q < 4u; q++) {
        let row = firstRow + 4u * place.y + q;
        if (k < end && row < sizes.rowEnd) { values[q] = ${s}; }
      }
      lefts[place.x * (ROWS / 4u) + place.y] = values;
    }
    for (var i = thread; i < DEPTH * COLUMNS / 4u; i += ${o}u) {
      let place = ${u};
      let k = k0 + place.x;
      var values = vec4f(0.0);
      for (var q = 0u; q < 4u; q++) {
        let column = firstColumn + 4u * place.y + q;
        if (k < end && column < sizes.columns) { values[q] = ${n}; }
      }
      rights[place.x * (COLUMNS / 4u) + place.y] = values;
    }
    workgroupBarrier();
    let depth = min(DEPTH, end - k0);
    for (var k = 0u; k < depth; k++) {
      let a = lefts[k * (ROWS / 4u) + thread / ACROSS];
      let b = rights[k * (COLUMNS / 4u) + thread % ACROSS];
      for (var q = 0u; q < 4u; q++) { sums[q] += a[q] * b; }
    }
  }
  let part = group.z * (sizes.rowEnd - sizes.rowStart) * sizes.columns;
  for (var q = 0u; q < 4u; q++) {
    let row = firstRow + y + q;
    for (var p = 0u; p < 4u; p++) {
      let column = firstColumn + x + p;
      if (row < sizes.rowEnd && column < sizes.columns) {
        let at = part + row * sizes.columns + column - sizes.productOrigin;
        if (sizes.accumulate == 1u) { product[at] += sums[q][p]; } else { product[at] = sums[q][p]; }
      }
    }
  }
}
`}}function Bd(){return{name:"mergeMoments",bindings:["read","write","read","uniform"],code:`
struct Sizes { width: u32, steps: u32, timeSteps: u32, pairs: f32 }
@group(0) @binding(0) var<storage, read> statistics: array<f32>;    // [2, T, width]
@group(0) @binding(1) var<storage, read_write> merged: array<f32>;  // [2, 1, width]
${me(2)}
@group(0) @binding(3) var<uniform> sizes: Sizes;

@compute @workgroup_size(${64})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let j = id.x;
  if (j >= sizes.width) { return; }
  var mean = 0.0;
  for (var t = 0u; t < sizes.steps; t++) {
    mean += f32(stepAt(t).rows) / sizes.pairs * statistics[t * sizes.width + j];
  }
  var variance = 0.0;
  for (var t = 0u; t < sizes.steps; t++) {
    let d = statistics[t * sizes.width + j] - mean;
    let v = statistics[(sizes.timeSteps + t) * sizes.width + j];
    variance += f32(stepAt(t).rows) / sizes.pairs * (v + d * d);
  }
  merged[j] = mean;
  merged[sizes.width + j] = variance;
}
`}}function Fd(){return{name:"moments",bindings:["read","write","read","uniform"],code:`
struct Sizes { width: u32, timeSteps: u32, firstStep: u32, origin: u32 }
@group(0) @binding(0) var<storage, read> terms: array<f32>;             // [pairs, width]
@group(0) @binding(1) var<storage, read_write> statistics: array<f32>;  // [2, T, width]
${me(2)}
@group(0) @binding(3) var<uniform> sizes: Sizes;
${qr}

@compute @workgroup_size(${64})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let step = stepAt(sizes.firstStep + group.y);
  let column = thread % COLUMNS;
  let lane = thread / COLUMNS;
  let j = min(group.x * COLUMNS + column, sizes.width - 1u);
  let start = step.first * sizes.width - sizes.origin + j;
  var sum = 0.0;
  for (var row = lane; row < step.rows; row += LANES) { sum += terms[start + row * sizes.width]; }
  let mean = columnSum(vec2f(sum, 0.0), column, lane).x / f32(step.rows);
  var squares = 0.0;
  for (var row = lane; row < step.rows; row += LANES) {
    let d = terms[start + row * sizes.width] - mean;
    squares += d * d;
  }
  let variance = columnSum(vec2f(squares, 0.0), column, lane).x / f32(step.rows);
  if (lane == 0u && group.x * COLUMNS + column < sizes.width) {
    let at = step.t * sizes.width + j;
    statistics[at] = mean;
    statistics[sizes.timeSteps * sizes.width + at] = variance;
  }
}
`}}function Ud(){return{name:"scaleInput",bindings:["write","read","read","read","read","write","read","uniform"],code:`
struct Sizes {
  width: u32,
  firstStep: u32,
  origin: u32,
  statisticsRows: u32,
  priorRows: u32,
  priorStep: i32,
  training: u32,
  normalize: u32,
  sequence: u32,
  epsilon: f32,
}
@group(0) @binding(0) var<storage, read_write> terms: array<f32>;  // [pairs, width]
@group(0) @binding(1) var<storage, read> statistics: array<f32>;   // [2, S, width]
@group(0) @binding(2) var<storage, read> prior: array<f32>;        // [2, R, width]
@group(0) @binding(3) var<storage, read> gains: array<f32>;        // \u03B3_x [width]
@group(0) @binding(4) var<storage, read> bias: array<f32>;         // [width]
@group(0) @binding(5) var<storage, read_write> scale: array<f32>;  // \u03BC\u0302 and rstd [S, 2, width]
${me(6)}
@group(0) @binding(7) var<uniform> sizes: Sizes;
const COLUMNS = ${16}u;
const LANES = ${64/16}u;

@compute @workgroup_size(${64})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let j = group.x * COLUMNS + thread % COLUMNS;
  let lane = thread / COLUMNS;
  if (j >= sizes.width) { return; }
  let step = stepAt(sizes.firstStep + group.y);
  let t = select(step.t, 0u, sizes.sequence == 1u);
  let lambda = select(step.lambda, f32(sizes.training), sizes.sequence == 1u);

  var mean = 0.0;
  var rstd = 1.0;
  var gamma = 1.0;
  if (sizes.normalize == 1u) {
    var variance = 0.0;
    if (sizes.training == 1u) {
      mean = statistics[t * sizes.width + j];
      variance = statistics[(sizes.statisticsRows + t) * sizes.width + j];
    }
    if (lambda < 1.0) {
      var priorMean = 0.0;
      var priorVariance = 0.0;
      if (sizes.training == 1u && sizes.priorStep >= 0) {
        let row = u32(sizes.priorStep);
        priorMean = statistics[row * sizes.width + j];
        priorVariance = statistics[(sizes.statisticsRows + row) * sizes.width + j];
      } else {
        let row = min(t, sizes.priorRows - 1u);
        priorMean = prior[row * sizes.width + j];
        priorVariance = prior[(sizes.priorRows + row) * sizes.width + j];
      }
      let shift = mean - priorMean;
      variance = lambda * variance + (1.0 - lambda) * priorVariance
        + lambda * (1.0 - lambda) * shift * shift;
      mean = lambda * mean + (1.0 - lambda) * priorMean;
    }
    rstd = 1.0 / sqrt(variance + sizes.epsilon);
    gamma = gains[j];
    // With one row for all steps, step 0 writes it.
    if (lane == 0u && (sizes.sequence == 0u || step.t == 0u)) {
      scale[t * 2u * sizes.width + j] = mean;
      scale[(t * 2u + 1u) * sizes.width + j] = rstd;
    }
  }
  let start = step.first * sizes.width - sizes.origin + j;
  for (var row = lane; row < step.rows; row += LANES) {
    let at = start + row * sizes.width;
    terms[at] = gamma * ((terms[at] - mean) * rstd) + bias[j];
  }
}
`}}function _d(){return{name:"sumRows",bindings:["read","write","uniform"],code:`
struct Sizes { rows: u32, width: u32, accumulate: u32, stride: u32 }
@group(0) @binding(0) var<storage, read> matrix: array<f32>;      // [rows, width]
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;  // [width]
@group(0) @binding(2) var<uniform> sizes: Sizes;

@compute @workgroup_size(${64})
fn main(@builtin(global_invocation_id) id: vec3u) {
  // Wide matrices take several rows of workgroups.
  let j = id.y * sizes.stride + id.x;
  if (j >= sizes.width) { return; }
  var sum = 0.0;
  if (sizes.accumulate == 1u) { sum = sums[j]; }
  for (var row = 0u; row < sizes.rows; row++) { sum += matrix[row * sizes.width + j]; }
  sums[j] = sum;
}
`}}function Ed(r){let t=new Map;return{forwardStep:$d(r),backwardStep:Dd(r),moments:Fd(),mergeMoments:Bd(),scaleInput:Ud(),inputSums:Ad(),inputGradient:Nd(),sumRows:_d(),copyRows:zd(),product:(e,i,o)=>{let s=Td(i,o,r.tile),n=`${e} ${s.rows} ${s.columns}`,a=t.get(n)??{shader:Ld(e,s),tile:s};return t.set(n,a),a}}}var Te=class extends Ne{errors;bindingLimit;#t;#r;#o=new Map;#e=0;constructor(t,e,i,o=1/0){super(t,e),this.errors=new Hr(t),this.bindingLimit=Math.min(o,t.limits.maxStorageBufferBindingSize),this.tuning=i}get tuning(){return this.#t}set tuning(t){vd(t,this.device.limits),this.#t={...t},this.#r=Ed(t)}get shaders(){return this.#r}pipeline(t){let e=this.#o.get(t.code);return e||(e=Rd(this.device,t),this.#o.set(t.code,e)),e}trimPool(){let t=this.bufferManager;if(this.#e=Math.max(this.#e,t.numBytesUsed),!(t.numBytesAllocated<=2*this.#e))for(let e of t.freeBuffers.values())for(let i of e.splice(0))t.numFreeBuffers--,t.numBytesAllocated-=i.size,i.destroy()}async read(t){try{let e=this.tensorMap.get(t);e.values??=e.dtype==="complex64"?await super.read(t):x.convertBackendValuesAndArrayBuffer(await this.getBufferData(e.resource),e.dtype);let{values:i}=e;return await this.errors.settle(),i}catch(e){throw await Promise.race([this.device.lost,new Promise(i=>setTimeout(i,50))]),this.errors.throwIfLost(),e}}dispose(){super.dispose(),this.device.destroy()}runWebGPUProgram(...[t,...e]){return this.errors.watch(t.constructor.name,()=>super.runWebGPUProgram(t,...e))}};var Pe=4,Kr=256,yo=32,Le=class r{backend;#t;#r=[];#o=[];#e;constructor(t,e){this.backend=t,this.#t=t.device.createCommandEncoder({label:e})}static run(t,e,i){return t.errors.watch(e,()=>{let o=new r(t,e);try{let s=i(o);return o.#u(),s}finally{for(let s of o.#r)t.bufferManager.releaseBuffer(s)}})}input(t){return this.backend.uploadToGPU(t.dataId),this.backend.tensorMap.get(t.dataId).resource}output(t){let e=this.backend.makeTensorInfo(t,"float32");return{info:e,buffer:this.input(e)}}empty(t){return this.backend.makeTensorInfo(t,"float32",new Float32Array(0))}residual(t){return this.output([Md(t)])}scratch(t){let{COPY_SRC:e,COPY_DST:i,STORAGE:o}=GPUBufferUsage;return this.#i(Md(t)*Pe,e|i|o)}table(t){let{COPY_DST:e,STORAGE:i,UNIFORM:o}=GPUBufferUsage,s=this.#i(t.byteLength,e|i|o);return this.backend.queue.writeBuffer(s,0,t),s}copy(t,e,i,o,s){this.#a(),this.#t.copyBufferToBuffer(t,e*Pe,i,o*Pe,s*Pe)}clear(t,e,i){this.#a(),this.#t.clearBuffer(t,e*Pe,i*Pe)}dispatch(t,e,i,...o){this.#s(t,e,i).dispatchWorkgroups(...o)}dispatchSteps(t,e,i,o,s,n){let a=this.#s(t,e,i),u=this.backend.device.createBindGroup({label:t.name,layout:this.backend.pipeline(t).stepLayout,entries:[{binding:0,resource:{buffer:o,size:32}}]}),p=Uint32Array.from(s,d=>d*64*Pe);for(let d=0;d<s.length;d++)a.setBindGroup(1,u,p,d,1),a.dispatchWorkgroups(n)}#s(t,e,i){let{pipeline:o,layout:s}=this.backend.pipeline(t),n=e.map(u=>"buffer"in u?u:{buffer:u}),a=this.backend.device.createBindGroup({label:t.name,layout:s,entries:[...n,this.#n(i)].map((u,p)=>({binding:p,resource:u}))});return this.#e??=this.#t.beginComputePass(),this.#e.setPipeline(o),this.#e.setBindGroup(0,a),this.#e}#n(t){let e=this.#o.at(-1);if(!e||e.used===yo){let{COPY_DST:o,UNIFORM:s}=GPUBufferUsage;e={buffer:this.#i(yo*Kr,o|s),words:new Uint32Array(yo*Kr/Pe),used:0},this.#o.push(e)}let i=e.used++*Kr;return e.words.set(t,i/Pe),{buffer:e.buffer,offset:i,size:Kr}}#i(t,e){let i=this.backend.bufferManager.acquireBuffer(t,e);return this.#r.push(i),i}#a(){this.#e?.end(),this.#e=void 0}#u(){this.#a();let{backend:t}=this;for(let{buffer:e,words:i}of this.#o)t.queue.writeBuffer(e,0,i);t.ensureCommandEncoderReady(),t.endComputePassEncoder(),t.submitQueue(),t.queue.submit([this.#t.finish()]),t.trimPool()}};function Md(r){let t=2**Math.max(0,Math.floor(Math.log2(r))-3);return Math.ceil(r/t)*t}function ye(r){return Od[0]=r,Yf[0]}var Od=new Float32Array(1),Yf=new Uint32Array(Od.buffer);var Wd=65535;function Xr(r,t,e){let{timeSteps:i,batchSize:o,inputSize:s,hiddenSize:n}=r,{steps:a,active:u,pairsBefore:p,blend:d,gradientWeight:l,pairs:c}=t,m=new Uint32Array(a),h=new Uint32Array(a*64);for(let R=0;R<a;R++){m[R]=R===0?0:o+p[R-1];let P=R+1<a?u[R+1]:0;h.set([u[R],P,R,p[R],m[R]],R*64),h[R*64+5]=ye(d[R]),h[R*64+6]=ye(l[R])}let f=4*o*Math.max(4*n,s),g=Math.floor((e-So)/f)-1,S=4*n*Math.max(4*n,4*s,10*i);if(g<1||S>e)throw new RangeError(`Cannot run the BN-LSTM on the GPU: T = ${i}, B = ${o}, I = ${s}, H = ${n} needs bindings of ${Math.max(2*f+So,S)} bytes, the device has ${e}`);let v=Math.max(1,Math.min(g,Math.floor(Wd*16/o),Wd)),I=[];for(let R=0;R<a;R+=v)I.push({from:R,to:Math.min(R+v,a)});return{...r,steps:a,pairs:c,padded:c<i*o,first:p,previous:m,table:h,chunks:I}}var So=256;function U(r,t,[e,i]){let o=4*e*t,s=o-o%So;return{binding:{buffer:r,offset:s,size:4*i*t-s},origin:s/4}}function ee({batchSize:r,first:t,previous:e},{from:i,to:o}){return{packed:[t[i],t[o]],state:[e[i],r+t[o]],padded:[i*r,o*r]}}function Qe(r,t,e,i,o,s,n){let{shaders:a}=r.backend;for(let u of t.chunks){let{packed:p}=ee(t,u),{shader:d,tile:l}=a.product(o.transposed?"right":"neither",p[1]-p[0],s),c=U(e,i,p),m=U(n,s,p);r.dispatch(d,[c.binding,o.buffer,m.binding],[...p,s,0,i,i,0,i,c.origin,o.transposed?i:s,0,m.origin],Math.ceil(s/l.columns),Math.ceil((p[1]-p[0])/l.rows))}}var Qf=4096;function jr(r,t,e,i,o,s=0){let n=Math.ceil(i/64),a=Math.min(n,Qf);r.dispatch(r.backend.shaders.sumRows,[t,o],[e,i,s,a*64],a,Math.ceil(n/a))}function Hd(r,t,e,{sites:i,schedule:o},{x:s,wx:n,gradients:a,scale:u,gamma:p}){let{shaders:d}=r.backend,{steps:l,pairs:c,inputSize:m}=t,h=4*t.hiddenSize,f=Math.ceil(h/16),g=i.input!=="none",S=+(i.input==="sequence"),v=g?r.scratch(c*h):void 0;v&&Qe(r,t,s,m,{buffer:n,transposed:!1},h,v);let I=r.scratch(l*2*h);for(let P of t.chunks){let{packed:$}=ee(t,P),{binding:A,origin:T}=U(a,h,$);r.dispatch(d.inputSums,[A,v?U(v,h,$).binding:n,u,I,e],[h,P.from,T,Number(g),S],f,P.to-P.from)}let R=r.scratch(2*h);if(jr(r,I,l,2*h,R),!v)return R;for(let P of t.chunks){let{packed:$}=ee(t,P),{binding:A,origin:T}=U(a,h,$),L=U(v,h,$).binding;r.dispatch(d.inputGradient,[A,L,u,p,S?R:I,e],[h,P.from,T,S,ye(o.training?1/c:0)],f,P.to-P.from)}return R}function Yr(r,t,e,i,o){if(!t.padded)return i;let s=r.scratch(t.pairs*o);for(let n of t.chunks){let a=ee(t,n),u=U(i,o,a.padded),p=U(s,o,a.packed);r.dispatch(r.backend.shaders.copyRows,[u.binding,p.binding,e],[o,t.batchSize,n.from,1,0,u.origin,p.origin],Math.ceil(o/16),n.to-n.from)}return s}function Qr(r,t,e,i,o,s,n){let{timeSteps:a,batchSize:u,pairs:p}=t;if(!t.padded){r.copy(i,o*s,n,0,p*s);return}r.clear(n,0,a*u*s);for(let d of t.chunks){let l=ee(t,d),[c,m]=l.packed,h=U(i,s,[o+c,o+m]),f=U(n,s,l.padded);r.dispatch(r.backend.shaders.copyRows,[h.binding,f.binding,e],[s,u,d.from,0,o,h.origin,f.origin],Math.ceil(s/16),d.to-d.from)}}var Zf=256,Jf=128;function bo(r,t,e,i,o){let{shaders:s,bindingLimit:n}=r.backend,{shader:a,tile:u}=s.product("left",t.width,e.width),p=Math.ceil(e.width/u.columns),d=Math.ceil(t.width/u.rows),l=t.width*e.width;i.forEach(([c,m],h)=>{let f=Math.max(1,Math.min(Math.ceil(Zf/(p*d)),Math.floor((m-c)/Jf),Math.floor(n/(4*l)))),g=f>1?r.scratch(f*l):o,S=U(t.buffer,t.width,[c,m]),v=U(e.buffer,e.width,[c,m]),I=+(h>0);r.dispatch(a,[S.binding,v.binding,g],[0,t.width,e.width,c,m,Math.ceil((m-c)/f),f>1?0:I,t.width,S.origin,e.width,v.origin,0],p,d,f),f>1&&jr(r,g,f,l,o,I)})}function Zr({batchSize:r,hiddenSize:t,timeSteps:e},{sites:i,schedule:o,epsilon:s},{priorRows:n,keepTerms:a,hasSequences:u,origins:p}){return[r,t,e,...n,o.priorStep,Number(o.training),+(i.hidden!=="none"),+(i.cell!=="none"),Number(a),Number(u),ye(s),...p]}function Jr(r,t,e){let{sites:i,schedule:o}=e,[s,n,a]=t.x.shape,u=t.wh.shape[0],p=Xr({timeSteps:s,batchSize:n,inputSize:a,hiddenSize:u},o,r.backend.bindingLimit),{steps:d,pairs:l,first:c}=p,m=4*u,h=r.table(p.table),[f,g,S,v,I]=[0,1,2,3,4].map(q=>r.input(t[`residual${q}`])),R=r.input(t.wx),P=r.input(t.wh),$=i.hidden!=="none",A={x:t.x.shape,wx:t.wx.shape,wh:t.wh.shape,bias:[m],gammaX:[m],gammaH:[m],gammaC:[u],betaC:[u],h0:[n,u],c0:[n,u]},T=Object.fromEntries(to.map(q=>[q,r.output(A[q])])),L=n*u,_=r.scratch(2*L+6*u);r.copy(r.input(t.dH),0,_,0,L),r.copy(r.input(t.dC),0,_,L,L),r.clear(_,2*L,6*u);let W=d>1?n+c[d-1]:n,X=r.scratch((n+l)*m);p.padded&&r.clear(X,0,(n+l)*m);let H=t.dHs.shape[0]>0,G=H?r.input(t.dHs):void 0,V=$?r.input(t.residual5):void 0;for(let q of p.chunks.toReversed()){let pe=ee(p,q),De=U(f,m,pe.packed),ze=U(S,u,pe.state),Ze=U(X,m,pe.state),vo=V&&U(V,m,pe.packed),ko=G&&U(G,u,pe.padded);r.dispatchSteps(r.backend.shaders.backwardStep,[P,v,ze.binding,vo?.binding??P,ko?.binding??P,De.binding,Ze.binding,_],Zr(p,e,{priorRows:[1,1],keepTerms:$,hasSequences:H,origins:[De.origin,vo?.origin??0,ze.origin,Ze.origin,ko?.origin??0]}),h,Array.from({length:q.to-q.from},(ng,Yd)=>q.to-1-Yd),Math.ceil(u/r.backend.tuning.units))}let Q=p.chunks.map((q,pe)=>{let[De,ze]=ee(p,q).state,Ze=p.chunks[pe+1];return[De,Ze?ee(p,Ze).state[0]:Math.min(ze,W)]});bo(r,{buffer:g,width:u},{buffer:X,width:m},Q,T.wh.buffer);let Se=r.backend.shaders.product("right",n,u);r.dispatch(Se.shader,[U(X,m,[0,n]).binding,P,T.h0.buffer],[0,n,u,0,m,m,0,m,0,m,0,0],Math.ceil(u/Se.tile.columns),Math.ceil(n/Se.tile.rows)),r.copy(_,L,T.c0.buffer,0,L);let ue=(q,pe,De,ze)=>ze?r.copy(_,2*L+pe,T[q].buffer,0,De):r.clear(T[q].buffer,0,De);ue("gammaH",0,m,$),ue("gammaC",m,u,i.cell!=="none"),ue("betaC",m+u,u,i.cell!=="none");let j=Yr(r,p,h,r.input(t.x),a),Y=Hd(r,p,h,e,{x:j,wx:R,gradients:f,scale:I,gamma:r.input(t.gammaX)});r.copy(Y,0,T.bias.buffer,0,m),i.input==="none"?r.clear(T.gammaX.buffer,0,m):r.copy(Y,m,T.gammaX.buffer,0,m),bo(r,{buffer:j,width:a},{buffer:f,width:m},p.chunks.map(q=>ee(p,q).packed),T.wx.buffer);let oe=p.padded?r.scratch(l*a):T.x.buffer;return Qe(r,p,f,m,{buffer:R,transposed:!0},a,oe),p.padded&&Qr(r,p,h,oe,0,a,T.x.buffer),to.map(q=>T[q].info)}function Gd(r,t,e,{sites:i,schedule:o,epsilon:s},n){let{shaders:a}=r.backend,{timeSteps:u,steps:p,pairs:d}=t,l=4*t.hiddenSize,c=Math.ceil(l/16),m=i.input!=="none",h=i.input==="sequence";if(n.statistics){let f=h?r.scratch(2*u*l):n.statistics;for(let g of t.chunks){let S=U(n.terms,l,ee(t,g).packed);r.dispatch(a.moments,[S.binding,f,e],[l,u,g.from,S.origin],c,g.to-g.from)}h&&r.dispatch(a.mergeMoments,[f,n.statistics,e],[l,p,u,ye(d)],Math.ceil(l/64))}for(let f of t.chunks){let g=U(n.terms,l,ee(t,f).packed);r.dispatch(a.scaleInput,[g.binding,n.statistics??n.prior,n.prior,n.gamma,n.bias,n.scale,e],[l,f.from,g.origin,h?1:u,n.priorRows,h?-1:o.priorStep,Number(o.training),Number(m),Number(h),ye(s)],c,f.to-f.from)}}function eo(r,t,e){let{sites:i,schedule:o,returnSequences:s,keepResiduals:n}=e,[a,u,p]=t.x.shape,d=t.wh.shape[0],c=Xr({timeSteps:a,batchSize:u,inputSize:p,hiddenSize:d},o,r.backend.bindingLimit),m=4*d,{steps:h,pairs:f}=c,g=r.table(c.table),S=[],v=(j,Y)=>{if(!n)return r.scratch(j*Y);let{info:oe,buffer:ge}=r.residual(j*Y);return S.push(oe),ge},I=n&&i.hidden!=="none",R=v(f,m),P=v(u+f,d),$=v(u+f,d),A=v(a,8*d),T=v(i.input==="timestep"?a:1,2*m),L=I?v(f,m):r.scratch(u*m),_=Yr(r,c,g,r.input(t.x),p),W={buffer:r.input(t.wx),transposed:!1};Qe(r,c,_,p,W,m,R);let X=i.input==="sequence"?1:a,H=o.training&&i.input!=="none"?r.output([2,X,m]):void 0;H&&c.padded&&r.clear(H.buffer,0,2*X*m),Gd(r,c,g,e,{terms:R,statistics:H?.buffer,prior:r.input(t.inputPrior),priorRows:t.inputPrior.shape[1],gamma:r.input(t.gammaX),bias:r.input(t.bias),scale:T});let G=eg(r,["gammaH","gammaC","betaC","hiddenPrior","cellPrior"].map(j=>t[j])),V=r.scratch(2*a*(m+d));h<a&&r.clear(V,0,2*a*(m+d)),r.copy(r.input(t.h0),0,P,0,u*d),r.copy(r.input(t.c0),0,$,0,u*d);let Q=r.input(t.wh);for(let j of c.chunks){let Y=ee(c,j),oe=U(R,m,Y.packed),ge=U(L,m,I?Y.packed:[0,u]),q=U(P,d,Y.state),pe=U($,d,Y.state);r.dispatchSteps(r.backend.shaders.forwardStep,[Q,G,oe.binding,ge.binding,q.binding,pe.binding,V,A],Zr(c,e,{priorRows:[t.hiddenPrior.shape[1],t.cellPrior.shape[1]],keepTerms:I,hasSequences:s,origins:[oe.origin,ge.origin,q.origin,0,0]}),g,Array.from({length:j.to-j.from},(De,ze)=>j.from+ze),Math.ceil(d/r.backend.tuning.units))}let Se;if(s){let{info:j,buffer:Y}=r.output([a,u,d]);Qr(r,c,g,P,u,d,Y),Se=j}else Se=r.empty([0,u,d]);let ue=(j,Y,oe)=>{if(!o.training||i[oe]==="none")return r.empty([2,0,Y]);let{info:ge,buffer:q}=r.output([2,a,Y]);return r.copy(V,j,q,0,2*a*Y),ge};return[Se,Vd(r,c,P),Vd(r,c,$),H?.info??r.empty([2,0,m]),ue(0,m,"hidden"),ue(2*a*m,d,"cell"),...S]}function eg(r,t){let e=t.map(({shape:s})=>s.reduce((n,a)=>n*a)),i=r.scratch(e.reduce((s,n)=>s+n)),o=0;return t.forEach((s,n)=>{r.copy(r.input(s),0,i,o,e[n]),o+=e[n]}),i}function Vd(r,t,e){let{batchSize:i,hiddenSize:o,steps:s,first:n}=t,{info:a,buffer:u}=r.output([i,o]);for(let p=0;p<s;p++){let d=n[p+1]-n[p],l=p+1<s?n[p+2]-n[p+1]:0;if(l===d)continue;let c=(i+n[p]+l)*o;r.copy(e,c,u,l*o,(d-l)*o)}return a}Sn("webgpu",{forward:(r,t,e)=>Le.run(qd(e),gn,i=>eo(i,r,t)),backward:(r,t,e)=>Le.run(qd(e),xn,i=>Jr(i,r,t))});function qd(r){if(r instanceof Te)return r;throw new Error("Cannot run the fused BN-LSTM: the webgpu backend is tfjs's own; call setupWebGpu() first")}var tg=["maxBufferSize","maxComputeInvocationsPerWorkgroup","maxComputeWorkgroupSizeX","maxComputeWorkgroupStorageSize","maxComputeWorkgroupsPerDimension","maxStorageBufferBindingSize","maxStorageBuffersPerShaderStage"];async function Kd(){let r=globalThis.navigator?.gpu;if(!r)throw new Error("Cannot use WebGPU: this runtime has none; use Deno 2 or a browser with WebGPU");let t=await r.requestAdapter({powerPreference:"high-performance"});if(!t)throw new Error("Cannot use WebGPU: no adapter was found; install the driver of your GPU, or on Linux without one a software adapter (Debian and Ubuntu: apt install mesa-vulkan-drivers)");let e=Object.fromEntries(tg.map(s=>[s,t.limits[s]])),i=[...t.features].filter(s=>s==="timestamp-query"),o=await t.requestDevice({label:"bnlstm",requiredLimits:e,requiredFeatures:i});return{adapter:t,device:o}}var Xd={fallback:{workgroupSize:32,units:4,rowsPerThread:4,tile:32},integrated:{workgroupSize:128,units:4,rowsPerThread:2,tile:32},discrete:{workgroupSize:256,units:4,rowsPerThread:1,tile:64}};var rg=3;async function DB(r={}){let{adapter:t,device:e}=await Kd(),{info:i}=t,o=bn(i),s=r.tuning??Xd[o],n=new Te(e,i,s,r.bindingLimit);return ln("webgpu")&&cn("webgpu"),ut("webgpu",()=>n,rg),{description:i.description||`${i.vendor} ${i.architecture}`.trim(),adapterClass:o,tuning:n.tuning}}var og=3;async function jd(r,t,e,i){let{timeSteps:o,batchSize:s,inputSize:n,hiddenSize:a}=t,u=4*a,p=(...g)=>{let S=g.reduce((I,R)=>I*R),v=Float32Array.from({length:S},(I,R)=>Math.sin(R));return r.makeTensorInfo(g,"float32",v)},d=[s,a],l={x:p(o,s,n),wx:p(n,u),wh:p(a,u),bias:p(u),gammaX:p(u),gammaH:p(u),gammaC:p(a),betaC:p(a),h0:p(...d),c0:p(...d),inputPrior:p(2,1,u),hiddenPrior:p(2,1,u),cellPrior:p(2,1,a)},c={dHs:p(o,s,a),dH:p(...d),dC:p(...d)},m={sites:{input:"timestep",hidden:"timestep",cell:"timestep"},epsilon:wn,schedule:e,returnSequences:!0,keepResiduals:!0},h=g=>g.forEach(({dataId:S})=>r.disposeData(S)),f=1/0;for(let g=0;g<=og&&!(f>2*i&&g>1);g++){let S=performance.now(),v=Le.run(r,"tune",$=>eo($,l,m)),I=v.slice(Cn.length).map(($,A)=>[`residual${A}`,$]),R={...l,...c,...Object.fromEntries(I)},P=Le.run(r,"tune",$=>Jr($,R,m));await r.read(P.at(-1).dataId),g>0&&(f=Math.min(f,performance.now()-S)),h([...v,...P])}return h([...Object.values(l),...Object.values(c)]),f}var ig={workgroupSize:[32,64,128,256],units:[4,8,16],rowsPerThread:[1,2,4,8],tile:[16,32,64]},sg={timeSteps:32,batchSize:64,inputSize:1,hiddenSize:100};async function EB(r=sg){let t=mn();if(!(t instanceof Te))throw new Error('Cannot tune the WebGPU kernels: call setupWebGpu() and tf.setBackend("webgpu") first');let e=Io({...r,mode:"train",minShare:0}),i={tuning:t.tuning,milliseconds:1/0},o=async s=>{try{t.tuning=s}catch(a){if(a instanceof RangeError)return;throw a}let n=await jd(t,r,e,i.milliseconds);n<i.milliseconds&&(i={tuning:t.tuning,milliseconds:n})};try{await o(i.tuning);for(let[s,n]of Object.entries(ig)){let{tuning:a}=i;for(let u of n)u!==a[s]&&await o({...a,[s]:u})}}finally{t.tuning=i.tuning}return{...i,shape:r}}export{dt as DeviceLostError,Xd as TUNINGS,DB as setupWebGpu,EB as tune};
/**
 * @license
 * Copyright 2019 Google LLC. All Rights Reserved.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2022 Google LLC.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2022 Google LLC. All Rights Reserved.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2020 Google LLC. All Rights Reserved.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2022 Google Inc. All Rights Reserved.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2021 Google LLC. All Rights Reserved.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2023 Google LLC.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2023 Google LLC.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use backend file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2021 Google LLC. All Rights Reserved.
 * Licensed under the Apache License, Version 2.0 (the License);
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an AS IS BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */
/**
 * @license
 * Copyright 2020 Google LLC. All Rights Reserved.
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use backend file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * =============================================================================
 */

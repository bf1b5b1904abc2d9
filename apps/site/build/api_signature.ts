/** What `deno doc --json` says of a type. */
export interface DocType {
  kind?: string;
  repr?: string;
  // deno-lint-ignore no-explicit-any -- One of twenty shapes, by `kind`.
  value?: any;
}

/** What `deno doc --json` says of a comment. */
export interface JsDoc {
  doc?: string;
  tags?: { kind: string; name?: string; doc?: string; tsType?: DocType }[];
}

/** A parameter, property or method. */
export interface DocMember {
  name?: string;
  kind?: string;
  jsDoc?: JsDoc;
  optional?: boolean;
  readonly?: boolean;
  isStatic?: boolean;
  accessibility?: string;
  tsType?: DocType;
  params?: DocMember[];
  returnType?: DocType;
  typeParams?: DocMember[];
  constraint?: DocType;
  default?: DocType;
  left?: DocMember;
  arg?: DocMember;
  functionDef?: DocMember;
}

/** What `deno doc --json` says of an exported symbol. */
export interface DocDeclaration {
  kind: "function" | "class" | "interface" | "typeAlias" | "variable" | "namespace";
  jsDoc?: JsDoc;
  location: { filename: string; line: number };
  def: DocMember & {
    properties?: DocMember[];
    methods?: DocMember[];
    callSignatures?: DocMember[];
    constructors?: DocMember[];
    extends?: DocType[] | string;
    isAbstract?: boolean;
  };
}

/** The head of a declaration as TypeScript, without the members of a class or an interface. */
export function signature(name: string, { kind, def }: DocDeclaration): string {
  switch (kind) {
    case "function":
      return `function ${name}${callable(def)}`;
    case "variable":
      return `const ${name}${def.tsType ? `: ${typeText(def.tsType)}` : ""}`;
    case "typeAlias":
      return `type ${name}${generics(def)} = ${typeText(def.tsType)}`;
    case "interface": {
      const parents = Array.isArray(def.extends) ? def.extends.map(typeText) : [];
      return `interface ${name}${generics(def)}${
        parents.length > 0 ? ` extends ${parents.join(", ")}` : ""
      }`;
    }
    case "class":
      return `${def.isAbstract ? "abstract " : ""}class ${name}${generics(def)}${
        def.extends ? ` extends ${def.extends}` : ""
      }`;
    case "namespace":
      return `namespace ${name}`;
  }
}

/** A member as TypeScript. */
export function memberSignature(member: DocMember): string {
  const { name = "", isStatic, readonly, optional, tsType, functionDef, kind } = member;
  const head = `${isStatic ? "static " : ""}${readonly ? "readonly " : ""}`;
  if (functionDef) {
    const accessor = kind === "getter" ? "get " : kind === "setter" ? "set " : "";
    return `${head}${accessor}${name}${callable(functionDef)}`;
  }
  if (member.params) return `${head}${name}${optional ? "?" : ""}${callable(member)}`;
  return `${head}${name}${optional ? "?" : ""}${tsType ? `: ${typeText(tsType)}` : ""}`;
}

function callable(def: DocMember, arrow = ": "): string {
  const parameters = (def.params ?? []).map(parameter);
  const line = `(${parameters.join(", ")})`;
  const list = line.length > 72 ? `(\n${parameters.map((p) => `  ${p},\n`).join("")})` : line;
  return `${generics(def)}${list}${def.returnType ? arrow + typeText(def.returnType) : ""}`;
}

function parameter(param: DocMember): string {
  if (param.kind === "assign") return parameter({ ...param.left, optional: true });
  if (param.kind === "rest") return `...${param.arg?.name}: ${typeText(param.tsType)}`;
  const name = param.kind === "object" ? "options" : param.kind === "array" ? "values" : param.name;
  return `${name}${param.optional ? "?" : ""}${param.tsType ? `: ${typeText(param.tsType)}` : ""}`;
}

function generics({ typeParams = [] }: DocMember): string {
  if (typeParams.length === 0) return "";
  return `<${
    typeParams.map(({ name, constraint, default: standard }) =>
      name + (constraint ? ` extends ${typeText(constraint)}` : "") +
      (standard ? ` = ${typeText(standard)}` : "")
    ).join(", ")
  }>`;
}

function typeText(type: DocType | undefined): string {
  if (!type) return "unknown";
  const { kind, value, repr } = type;
  switch (kind) {
    case "literal":
      return value.kind === "string" ? JSON.stringify(value.string) : repr ?? "";
    case "typeRef":
      return value.typeName +
        (value.typeParams?.length ? `<${value.typeParams.map(typeText).join(", ")}>` : "");
    case "array":
      return ["union", "fnOrConstructor", "typeOperator"].includes(value.kind)
        ? `(${typeText(value)})[]`
        : `${typeText(value)}[]`;
    case "union":
      return value.map(typeText).join(" | ");
    case "intersection":
      return value.map(typeText).join(" & ");
    case "tuple":
      return `[${value.map(typeText).join(", ")}]`;
    case "typeOperator":
      return `${value.operator} ${typeText(value.tsType)}`;
    case "parenthesized":
      return `(${typeText(value)})`;
    case "optional":
      return `${typeText(value)}?`;
    case "rest":
      return `...${typeText(value)}`;
    case "typeQuery":
      return `typeof ${value}`;
    case "indexedAccess":
      return `${typeText(value.objType)}[${typeText(value.indexType)}]`;
    case "fnOrConstructor":
      return `${value.constructor === true ? "new " : ""}${
        callable({ params: value.params, typeParams: value.typeParams }, "")
      } => ${typeText(value.tsType)}`;
    case "conditional":
      return `${typeText(value.checkType)} extends ${typeText(value.extendsType)} ? ${
        typeText(value.trueType)
      } : ${typeText(value.falseType)}`;
    case "mapped":
      return `{ [${value.typeParam.name} in ${typeText(value.typeParam.constraint)}]${
        value.optional ? "?" : ""
      }: ${typeText(value.tsType)} }`;
    case "typeLiteral":
      return `{ ${
        [...value.properties ?? [], ...value.methods ?? []].map(memberSignature).join("; ")
      } }`;
    case "typePredicate":
      return `${value.param?.name ?? "this"} is ${typeText(value.type)}`;
    default:
      return repr ?? String(value ?? "");
  }
}

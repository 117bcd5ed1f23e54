import { LineCounter, parseAllDocuments } from 'yaml';
import { Place, Refusal } from './node';

export const KINDS = [
  'AlertCondition',
  'AlertNotificationTarget',
  'AlertPolicy',
  'DataSource',
  'SLI',
  'SLO',
  'Service',
];

/** Everything a file says, by kind and name. */
export type Objects = { all: readonly Place[]; find(kind: string, ref: Place): Place };

export const kindOf = (object: Place): string => object.need('kind').text();
export const nameOf = (object: Place): string => object.need('metadata').need('name').text();

/** Takes a file apart: one or many documents, each an object or a list of them. Throws a `Refusal` with its line. */
export function readObjects(text: string): Objects {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const all: Place[] = [];
  for (const document of 'empty' in documents ? [] : documents) {
    const [error] = document.errors;
    if (error) throw new Refusal(lines.linePos(error.pos[0]).line, '', `is not YAML: ${error.message}`);
    const root = new Place({ document, lines }, document.contents, '', 1);
    if (!root.there) continue;
    const objects = root.isList ? root.list() : [root];
    all.push(...objects);
  }
  if (all.length === 0) throw new Refusal(1, '', 'nothing is in there');
  for (const object of all) check(object);
  return { all, find: (kind, ref) => found(all, kind, ref) };
}

function check(object: Place): void {
  if (!object.isObject) object.refuse('must be an object with apiVersion, kind, metadata and spec');
  const version = object.need('apiVersion');
  if (version.text() !== 'openslo/v1') version.refuse(`must be openslo/v1, not ${version.text()}`);
  const kind = object.need('kind');
  if (!KINDS.includes(kind.text())) kind.refuse(`must be one of ${KINDS.join(', ')}`);
  nameOf(object);
}

function found(all: readonly Place[], kind: string, ref: Place): Place {
  const name = ref.text();
  const object = all.find((one) => kindOf(one) === kind && nameOf(one) === name);
  return object ?? ref.refuse(`no ${kind} named "${name}" is in this file`);
}

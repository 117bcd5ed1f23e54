import { Refusal } from './node';
import { kindOf, nameOf, readObjects } from './objects';
import { type Read, readSlo } from './read-slo';
import type { Imported } from './schema';

export type Refused = { line: number; path: string; message: string };
export type FileRead = { slos: Read[]; refused: Refused[]; ignored: Imported['ignored'] };

const refusedBy = (error: unknown): Refused => {
  if (!(error instanceof Refusal)) throw error;
  return { line: error.line, path: error.path, message: error.message };
};

const IGNORED: Record<string, string> = {
  AlertNotificationTarget: 'whom an alert tells is set up in Rampart',
  Service: 'services are made with PUT /api/v1/services/{service}',
};

/** Everything an OpenSLO file says: what would be imported, what cannot be and in which line, what means nothing here. Pure. */
export function readFile(text: string): FileRead {
  const file: FileRead = { slos: [], refused: [], ignored: [] };
  try {
    const objects = readObjects(text);
    for (const object of objects.all) {
      const kind = kindOf(object);
      if (kind !== 'SLO') {
        const reason = IGNORED[kind] ?? 'is only read where an SLO refers to it';
        file.ignored.push({ kind, name: nameOf(object), line: object.line, reason });
        continue;
      }
      try {
        const slo = readSlo(objects, object);
        if (file.slos.some((one) => one.service === slo.service && one.slo === slo.slo))
          object.in('metadata', 'name').refuse(`"${slo.slo}" of ${slo.service} is in this file already`);
        file.slos.push(slo);
      } catch (error) {
        file.refused.push(refusedBy(error));
      }
    }
  } catch (error) {
    file.refused.push(refusedBy(error));
  }
  return file;
}

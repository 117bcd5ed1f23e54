import { Charts } from './charts';
import { Layouts } from './layouts';
import { Lines } from './lines';
import { Lists } from './lists';
import { People } from './people';
import { Primitives } from './primitives';
import { States } from './states';
import { Statuses } from './statuses';
import { TableSample } from './table';

/** The sections, in the order in which they are read. */
export function Everything() {
  return (
    <>
      <Layouts />
      <Lines />
      <Statuses />
      <States />
      <People />
      <Charts />
      <Primitives />
      <Lists />
      <TableSample />
    </>
  );
}

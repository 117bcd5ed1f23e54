import { runProduct } from './product';

await runProduct({ parts: ['web'], style: 'raw', demandSecrets: true, sample: false });

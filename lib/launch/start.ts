import { runProduct } from './product';

await runProduct({ parts: ['web', 'controller'], style: 'raw', demandSecrets: true, sample: false });

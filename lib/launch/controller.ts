import { runProduct } from './product';

await runProduct({ parts: ['controller'], style: 'raw', demandSecrets: true, sample: false });

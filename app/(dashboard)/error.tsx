'use client';

import { PageFailed } from '@/components/layout/page-failed';

/** A page that could not be built; releases go on without it. */
export default PageFailed;

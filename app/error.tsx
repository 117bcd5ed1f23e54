'use client';

import { PageFailed } from '@/components/layout/page-failed';

/** Where even the frame of a page could not be built: it asks who is signed in, and that is in the database. */
export default PageFailed;

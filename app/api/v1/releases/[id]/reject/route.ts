import { otherMethods } from '@/lib/http/other-methods';
import { actionRoute } from '../action-route';

export const POST = actionRoute('reject');

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods('POST');

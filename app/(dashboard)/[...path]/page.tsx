import { notFound } from 'next/navigation';

/** An address that leads nowhere is told so inside the shell, from where every page can be reached. */
export default function Nowhere() {
  notFound();
}

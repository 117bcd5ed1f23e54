import { redirect } from 'next/navigation';

/** The overview is where everything begins. */
export default function Home() {
  redirect('/overview');
}

/** Luring: what is on this device, and what waits on it to be sent. */
import { useState } from 'preact/hooks';
import { t } from '../../kit/offline-i18n.js';
import { Main, useTitle } from '../../ui/page.jsx';
import { linkSheet } from '../../ui/sheet.js';
import sheet from '../../styles/offline.css?url';
import { Downloads } from './downloads.jsx';
import { Outbox } from './outbox.jsx';

await linkSheet(sheet);

export default function OfflinePage() {
  useTitle(t('title'));
  // Whoever comes from a course to fetch it sees that first.
  const [asked] = useState(() => new URLSearchParams(location.search).has('unduh'));
  return (
    <Main class="sect">
      <header>
        <h1>{t('title')}</h1>
      </header>
      <div class="two">
        {asked && <Downloads />}
        <Outbox />
        {!asked && <Downloads />}
      </div>
    </Main>
  );
}

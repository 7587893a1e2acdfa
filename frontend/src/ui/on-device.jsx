import { device } from '../icons.json';
import { onDevice } from '../kit/beside.js';
import { t } from '../kit/i18n.js';
import { Icon } from './icon.jsx';

/** Whether a course is on this device, in words; nothing if it is not. @param {{slug: string, version: number}} course */
export function wordsOnDevice({ slug, version }) {
  const here = onDevice.value[slug];
  return here === undefined ? '' : t(here < version ? 'onDeviceOld' : 'onDevice');
}

/** @param {{course: {slug: string, version: number}}} props */
export function OnDevice({ course }) {
  const words = wordsOnDevice(course);
  if (!words) return null;
  return (
    <span class="tag ok">
      <Icon of={device} />
      {words}
    </span>
  );
}

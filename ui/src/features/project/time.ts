export { formatTime } from '@/lib/format';

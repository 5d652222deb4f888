export { ClassBar, type ClassBarProps } from './ClassBar';
export { ClassName } from './ClassName';
export { ItemContent, type ItemContentProps } from './ItemContent';
export { preloadItem } from './preload';
export { useClassKeys } from './useClassKeys';
export { touchProject } from './touch';
export { useScrollKeys } from './useScrollKeys';
export { ItemZoomActions } from './zoom';
export { VoteSplit, type VoteSplitProps } from './VoteSplit';

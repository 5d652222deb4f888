export { ItemHistoryButton } from './ItemHistoryButton';
export { showItemHistory, showPersonHistory } from './state';

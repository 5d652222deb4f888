export { VegaChart, type ChartFile, type VegaChartProps } from './VegaChart';

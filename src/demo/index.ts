export { Demo } from './demo.service.js';
export { DemoModule } from './demo.module.js';

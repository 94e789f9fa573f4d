import { laid, type ToLay } from './layout.ts';

self.onmessage = ({ data }: MessageEvent<ToLay>) => self.postMessage(laid(data));

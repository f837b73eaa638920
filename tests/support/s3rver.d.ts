/** What we use of a package that brings no types. */
declare module "s3rver" {
  import type { Server } from "node:http";
  import type { AddressInfo } from "node:net";

  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      directory: string;
      silent: boolean;
      configureBuckets: { name: string }[];
      key?: Buffer;
      cert?: Buffer;
    });
    httpServer: Server;
    run(): Promise<AddressInfo>;
  }
}

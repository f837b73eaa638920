/** Headers that our own server and middleware add to a request; what a client sends under these names is deleted first. */
export const internalHeaders = {
  address: "x-convosphere-address",
  requestId: "x-convosphere-request",
  nonce: "x-convosphere-nonce",
  /** Which of the uploads under way a request is: see uploaded-body.ts. */
  upload: "x-convosphere-upload",
} as const;

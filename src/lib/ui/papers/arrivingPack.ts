/** A pack on its way, as papers show it. `refused`: a file of it was another one than was wanted. */
export type ArrivingPack = {
  packId: string;
  name: string;
  heldBytes: number;
  totalBytes: number;
  refused?: boolean | undefined;
};

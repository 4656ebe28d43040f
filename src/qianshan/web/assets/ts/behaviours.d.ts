// The table that the build makes of the folder ts/behaviours: file name → its `bind`.
declare module "qs:behaviours" {
  export const behaviours: Readonly<Record<string, (element: HTMLElement) => void>>;
}

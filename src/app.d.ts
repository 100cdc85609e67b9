/// <reference types="@sveltejs/kit" />
/// <reference types="@webgpu/types" />
declare global {
  namespace App {}
}
export {};

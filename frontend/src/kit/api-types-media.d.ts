/** Shapes of uploads and media; names are those of the API's schemas. */

export interface Variant {
  sha256: string;
  width: number;
  height: number;
  bytes: number;
}

export interface UploadResult {
  media: string;
  kind: 'picture' | 'sound' | 'film' | 'document' | 'captions' | 'archive' | 'text';
  media_type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  seconds: number | null;
  pages: number | null;
  variants: Variant[];
}

export interface UploadRead {
  id: string;
  name: string;
  course: string | null;
  purpose: 'asset' | 'import';
  length: number;
  offset: number;
  state: 'uploading' | 'waiting' | 'working' | 'done' | 'refused';
  progress: number;
  reason: string | null;
  code: string | null;
  result: UploadResult | null;
  created_at: string;
  expires_at: string;
}

export interface AssetRead {
  module: string | null;
  bank: string | null;
  name: string;
  kind: string;
  media_type: string;
  bytes: number;
  sha256: string;
  link: string | null;
  width: number | null;
  height: number | null;
  seconds: number | null;
  pages: number | null;
  title: string | null;
  licence: string | null;
  transcript: string | null;
  captions: string | null;
  used_in: string[];
}

export interface AssetList {
  items: AssetRead[];
  total_bytes: number;
}

import { useEffect, useState } from 'preact/hooks';

/** An address for a text, to be offered as a file. It lives as long as the component, and only in this page. */
export function useObjectUrl(text: string): string {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'application/x-pem-file' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return url;
}

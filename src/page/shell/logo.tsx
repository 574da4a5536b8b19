export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">
      <rect class="logo-frame" x="1.8" y="1.8" width="18.4" height="18.4" rx="3.4" />
      <rect class="logo-input" x="5.4" y="5.4" width="6.4" height="6.4" rx="1" />
      <rect class="logo-output" x="11.8" y="11.8" width="4.8" height="4.8" rx="1" />
    </svg>
  );
}

/** Where units and drop-ins lie that no distribution brings: an administrator's, those of the running system, and /usr/local's. */
export const localUnitFolders: readonly string[] = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system'];

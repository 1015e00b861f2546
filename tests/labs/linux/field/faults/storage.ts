import { type Fault, ask, sh } from '../fault.ts';

const disk = { disks: [{ sizeMb: 32, mkfs: ['mkfs.ext4', '-q', '-N', '16'] as const }] };

export const storage: readonly Fault[] = [
  {
    id: 'var-full-of-logs',
    complaint: 'Disk full, programs cannot save any more.',
    inject: sh(
      'mkdir -p /var/log/shopapp; fallocate -l 400M /var/log/shopapp/debug.log.1; fallocate -l $(($(df --output=avail -B1 / | tail -1) - 9000000)) /var/log/shopapp/debug.log',
    ),
    oracle: ask('p=$(df --output=pcent / | tail -1 | tr -dc 0-9); echo $p%; test $p -lt 95'),
    names: /shopapp/,
    mayChange: ['/var/log/shopapp/**'],
  },
  {
    id: 'deleted-but-open',
    complaint: 'I deleted the big log, and df still says full; du finds nothing.',
    inject: sh(
      `systemd-run -q --unit=shopd sh -c 'exec 9>/var/log/shop.log; rm /var/log/shop.log; fallocate -l 440M /dev/fd/9; exec sleep infinity'; sleep 2`,
    ),
    oracle: ask('p=$(df --output=pcent / | tail -1 | tr -dc 0-9); echo $p%; test $p -lt 80'),
    names: /shop\.log|shopd/,
  },
  {
    id: 'inodes-gone',
    complaint: 'No space left on device, although 90 % are free.',
    machine: disk,
    settle: async (machine) => {
      await sh(`mkdir -p /srv/mail; mount ${machine.disks[0] ?? ''} /srv/mail`)(machine);
    },
    inject: sh('for i in $(seq 40); do touch /srv/mail/m$i 2>/dev/null || true; done'),
    oracle: ask('p=$(df --output=ipcent /srv/mail | tail -1 | tr -dc 0-9); echo inodes $p%; test $p -lt 95'),
    names: /\/srv\/mail/,
    mayChange: ['/srv/mail/**'],
  },
  {
    id: 'read-only-remount',
    complaint: 'Read-only file system, when I save to the data disk.',
    machine: disk,
    settle: async (machine) => {
      const dev = machine.disks[0] ?? '';
      await sh(`mkdir -p /srv/data; echo '${dev} /srv/data ext4 defaults 0 0' >>/etc/fstab; mount /srv/data`)(machine);
    },
    inject: sh('mount -o remount,ro /srv/data'),
    oracle: ask('o=$(findmnt -no OPTIONS /srv/data); echo $o; [[ ,$o, == *,rw,* ]]'),
    names: /\/srv\/data/,
  },
  {
    id: 'fstab-uuid-gone',
    complaint: 'It hangs for 90 seconds at start and then asks for the root password.',
    machine: disk,
    inject: sh(
      `mkdir -p /mnt/backup; printf 'UUID=0D3C7A1E-55aa-4b1c-9f00-2f7d0c1b9a11\\t/mnt/backup\\text4\\tdefaults,noatime\\t0\\t2\\n' >>/etc/fstab`,
    ),
    oracle: ask('l=$(grep ^UUID /etc/fstab); echo "$l"; set -- $l; [ -z "$1" ] || findfs $1 || [[ $4 == *nofail* ]]'),
    names: /0D3C7A1E|\/mnt\/backup/i,
  },
  {
    id: 'fstab-swapfile-gone',
    complaint: 'A start job is running for /swapfile, each boot.',
    inject: sh(`echo '/swapfile none swap sw 0 0' >>/etc/fstab; systemctl daemon-reload`),
    oracle: ask('! grep -E "^/swapfile" /etc/fstab'),
    names: /\/swapfile/,
  },
  {
    id: 'fstab-smart-quotes',
    complaint: 'mount: parse error at line 2, since I pasted a line from a web page.',
    inject: sh(`printf 'tmpfs /tmp\\302\\240tmpfs defaults,noatime 0 0\\n' >>/etc/fstab`),
    oracle: ask('findmnt --verify 2>&1 | tail -1; findmnt --verify >/dev/null 2>&1'),
    names: /fstab/,
  },
  {
    id: 'journal-folder-is-a-file',
    complaint: 'journalctl shows nothing of the last boot, ever.',
    inject: sh(
      'systemctl stop systemd-journald.socket systemd-journald-dev-log.socket systemd-journald.service 2>/dev/null || true; rm -rf /var/log/journal; : >/var/log/journal; systemctl start systemd-journald',
    ),
    oracle: ask('test ! -e /var/log/journal || test -d /var/log/journal; c=$?; stat -c %F /var/log/journal; exit $c'),
    names: /\/var\/log\/journal/,
    mayChange: ['/var/log/journal', '/var/log/journal/**'],
  },
];

/** Packages with which a system starts on a BIOS. */
export const startable: readonly string[] = ['linux-image-cloud-amd64', 'grub-pc-bin'];

/**
 * A shell script, for the folder where the system of a disk is mounted: its own root by name, a serial line to speak on, and a last
 * service of its start that runs `story`.
 */
export function makeStartable(story: string): string {
  return `set -e
uuid=$(findmnt -n -o UUID --target .)
echo "UUID=$uuid / ext4 defaults 0 1" >etc/fstab
printf '%s\\n' GRUB_TIMEOUT=0 GRUB_DISABLE_OS_PROBER=true 'GRUB_CMDLINE_LINUX="console=ttyS0"' GRUB_TERMINAL=console >etc/default/grub
cat >etc/story.sh <<'STORY'
${story}
STORY
cat >etc/systemd/system/lab-story.service <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/sh /etc/story.sh
[Install]
WantedBy=multi-user.target
UNIT
ln -s ../lab-story.service etc/systemd/system/multi-user.target.wants/lab-story.service`;
}

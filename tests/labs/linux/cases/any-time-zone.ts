import { type LabCase, verdict } from '../case.ts';

export const timeZone: LabCase = {
  id: 'any-time-zone',
  routines: ['any-time-zone'],
  title: 'the link of the time zone names a zone that does not exist',
  settle: async (machine) => {
    await machine.must(['ln', '-sfn', '/usr/share/zoneinfo/Asia/Tokyo', '/etc/localtime']);
    machine.write('/etc/timezone', 'Asia/Tokyo\n');
  },
  inject: async (machine) => {
    await machine.must(['ln', '-sfn', '/usr/share/zoneinfo/Asia/Tokio', '/etc/localtime']);
  },
  oracle: async (machine) => {
    const shift = (await machine.run(['date', '+%z'])).stdout.trim();
    return verdict([[shift === '+0900', `date ${shift}`]]);
  },
  allowedChanges: ['/etc/localtime'],
  undo: 'exact',
  exactPaths: () => ['/etc/localtime'],
};

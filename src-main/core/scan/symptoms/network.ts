import { ask, type Step } from './rung.js';
import { secureStep } from './secure.js';

/** From the cable to the names: each rung only works if those before it do. */
export const networkLadder: readonly Step[] = [
  ask('Cable or radio', ['network-links'], ({ 'network-links': links }) => {
    if (!links.known) return { fine: '' };
    const up = links.value.filter((link) => link.up);
    if (up.length > 0) return { fine: `${up.map((link) => link.name).join(', ')} connected` };
    return {
      breaks:
        links.value.length === 0
          ? 'There is no network device: look whether it is switched off or its driver is missing.'
          : 'No network device is connected: look at the cable, or switch the radio on.',
    };
  }),
  ask('Address', ['network-links'], ({ 'network-links': links }) => {
    const addresses = links.known ? links.value.filter((link) => link.up).flatMap((link) => link.addresses) : [];
    const real = addresses.filter((address) => !/^(169\.254\.|fe80:)/.test(address));
    return real.length > 0
      ? { fine: real.join(', ') }
      : { breaks: 'The machine has no address of its own: the router gave none. Restart the router, or set an address by hand.' };
  }),
  ask('Way out', ['default-route'], ({ 'default-route': routes }) =>
    routes.known && routes.value.length > 0
      ? { fine: `by ${routes.value.map((route) => route.gateway || route.device).join(', ')}` }
      : { breaks: 'No router is set: nothing can leave this network.' },
  ),
  ask('The internet by address', ['internet-address'], ({ 'internet-address': reach }) =>
    reach.known && reach.value.reached
      ? { fine: `reached in ${reach.value.ms ?? 0} ms` }
      : { breaks: 'No address on the internet answers: the router or the provider does not let anything through.' },
  ),
  ask('Names', ['name-lookup'], ({ 'name-lookup': lookup }) =>
    lookup.known && lookup.value.reached
      ? { fine: 'names are found' }
      : {
          breaks: 'No name is found: the name servers do not answer, or this machine asks the wrong ones.',
          routines: ['any-resolv-conf', 'any-nsswitch', 'any-dns-hijack'],
        },
  ),
  ask('Login page', ['captive-portal'], ({ 'captive-portal': portal }) =>
    portal.known && portal.value.captive
      ? {
          breaks: `A login page stands in between${portal.value.location === '' ? '' : `: ${portal.value.location}`}. Open a browser and log in.`,
        }
      : { fine: 'none in between' },
  ),
  secureStep,
];

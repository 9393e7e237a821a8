import { documented, HOUR, MINUTE, SECOND } from './documented.ts';
import type { HopKind } from './hop-kind.ts';

/** Load balancers and gateways of the clouds. */
export const clouds: readonly HopKind[] = [...amazon(), ...google(), ...microsoft()];

function amazon(): HopKind[] {
  const alb =
    'docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html';
  const classic =
    'docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-idle-timeout.html';
  const nlb =
    'aws.amazon.com/about-aws/whats-new/2024/09/aws-network-load-balancer-tcp-idle-timeout';
  const limits =
    'docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html';
  return [
    {
      id: 'alb',
      aliases: ['aws-alb', 'application-load-balancer', 'elbv2'],
      title: 'AWS Application Load Balancer',
      idleMs: documented(60 * SECOND, alb),
      longestIdleMs: documented(4000 * SECOND, alb),
      setting: 'idle_timeout.timeout_seconds',
      notes: [documented('HTTP/2 PING frames do not count as activity.', alb)],
    },
    {
      id: 'elb',
      aliases: ['aws-elb', 'clb', 'classic-load-balancer'],
      title: 'AWS Classic Load Balancer',
      idleMs: undefined,
      longestIdleMs: documented(3600 * SECOND, classic),
      setting: 'IdleTimeout',
      notes: [documented('TCP keepalive probes do not count as activity.', classic)],
    },
    {
      id: 'nlb',
      aliases: ['aws-nlb', 'network-load-balancer'],
      title: 'AWS Network Load Balancer',
      idleMs: documented(350 * SECOND, nlb, '2024-09-03'),
      longestIdleMs: documented(6000 * SECOND, nlb, '2024-09-03'),
      setting: 'tcp.idle_timeout.seconds of a TCP listener',
      notes: [documented('A TLS listener has 350 s, which cannot be changed.', nlb, '2024-09-03')],
    },
    {
      id: 'ec2',
      aliases: ['ec2-conntrack', 'security-group', 'nitro'],
      title: 'EC2 connection tracking (Nitro v6 and later)',
      idleMs: documented(
        350 * SECOND,
        'docs.amazonaws.cn, Elastic Load Balancing, gateway/update-idle-timeout.md',
      ),
      setting: 'TcpEstablishedTimeout of the network interface',
      notes: [],
    },
    {
      id: 'cloudfront',
      aliases: ['aws-cloudfront'],
      title: 'Amazon CloudFront',
      idleMs: documented(10 * MINUTE, 'quotas, quoted in repost.aws QU05nkjxdfRC2E67FGICmP3g'),
      notes: [
        documented(
          'Only bytes from the origin count, by its wording; have the server send the heartbeat.',
          'quotas, quoted in repost.aws QU05nkjxdfRC2E67FGICmP3g',
        ),
        documented(
          'The origin request policy has to forward the Sec-WebSocket-* headers.',
          'docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.websockets.html',
        ),
      ],
    },
    {
      id: 'api-gateway',
      aliases: ['aws-api-gateway', 'apigateway', 'apigw'],
      title: 'Amazon API Gateway (WebSocket)',
      idleMs: documented(10 * MINUTE, limits),
      lifetimeMs: documented(2 * HOUR, limits),
      notes: [],
    },
  ];
}

function google(): HopKind[] {
  const practice = 'gcpdiag.dev/rules/lb/BP/2025_002';
  const quoted = "Google's documentation, quoted in Socket.IO's behind-a-reverse-proxy.md @ffb3288";
  return [
    {
      id: 'gcp',
      aliases: ['gcp-alb', 'google', 'gclb', 'google-load-balancer'],
      title: 'Google Cloud external Application Load Balancer',
      idleMs: documented(30 * SECOND, practice),
      setting: 'timeoutSec of the backend service',
      notes: [documented('Its front ends restart; beyond a day no timeout holds.', practice)],
    },
    {
      id: 'gcp-classic',
      aliases: ['google-classic'],
      title: 'Google Cloud classic Application Load Balancer',
      idleMs: documented(30 * SECOND, practice),
      setting: 'timeoutSec of the backend service',
      lifetimeMs: documented(30 * SECOND, quoted, '2026-06-25'),
      notes: [
        documented('The timeout ends a tunnel whether it is idle or not.', quoted, '2026-06-25'),
      ],
    },
  ];
}

function microsoft(): HopKind[] {
  const frontDoor = 'learn.microsoft.com/azure/frontdoor/standard-premium/websocket';
  return [
    {
      id: 'azure-front-door',
      aliases: ['front-door', 'frontdoor', 'afd'],
      title: 'Azure Front Door',
      idleMs: documented(5 * MINUTE, frontDoor, '2025-03-31'),
      lifetimeMs: documented(4 * HOUR, frontDoor, '2025-03-31'),
      notes: [
        documented(
          'A route with caching does not forward Upgrade, so the handshake fails there.',
          frontDoor,
          '2025-03-31',
        ),
      ],
    },
    {
      id: 'azure-app-gateway',
      aliases: ['application-gateway', 'app-gateway', 'appgw', 'agw'],
      title: 'Azure Application Gateway',
      idleMs: undefined,
      setting: 'request timeout of the backend settings',
      notes: [
        documented(
          'The request timeout of the backend settings holds for the WebSocket, too.',
          'azure-docs articles/application-gateway/application-gateway-websocket.md @00ae202',
          '2019-11-16',
        ),
      ],
    },
    {
      id: 'azure-lb',
      aliases: ['azure-load-balancer'],
      title: 'Azure Load Balancer',
      idleMs: undefined,
      setting: 'idle timeout of the rule',
      notes: [
        documented(
          'It drops an idle connection without a word unless TCP reset is switched on.',
          'azure-docs load-balancer-tcp-reset.md',
          '2024-07-31',
        ),
      ],
    },
  ];
}

import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const springDatasourceMissing = condition({
  id: 'spring-datasource-missing',
  stage: 'jvm',
  title: {
    en: 'Spring Boot is given no usable database URL',
    zh: 'Spring Boot 没有得到可用的数据库 URL',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        "Failed to configure a DataSource: 'url' attribute is not specified",
        'Reason: Failed to determine a suitable driver class',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ["URL must start with 'jdbc'", `'url' must start with "jdbc"`],
      pattern: /(?<wrong>must start with ['"]jdbc['"])/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ wrong: group('wrong'), service: event.service }),

  headline: ({ wrong, service }) =>
    wrong === ''
      ? {
          en: `${service ?? 'The application'} is given no spring.datasource.url`,
          zh: `${service === undefined ? '应用' : `${service} `}没有得到 spring.datasource.url`,
        }
      : {
          en: `The spring.datasource.url of ${service ?? 'the application'} does not start with "jdbc:"`,
          zh: `${service === undefined ? '应用' : `${service} `}的 spring.datasource.url 不是以 "jdbc:" 开头`,
        },
  why: {
    en: `Spring Boot found a database library and no URL to go with it. In a container the usual reasons: the profile that has it is not
      active, application.yml is outside the jar and not copied, or the variable has another name: SPRING_DATASOURCE_URL is the one
      Spring reads by itself. A URL of another library (postgres://…) is not a JDBC URL.`,
    zh: `Spring Boot 找到了数据库依赖，却没有对应的 URL。容器里的常见原因：含有它的 profile 没有激活，application.yml 在 jar 之外而没有复制，
      或变量名不对：Spring 自己会读的是 SPRING_DATASOURCE_URL。其他库的写法（postgres://…）不是 JDBC URL。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'see-what-is-given',
      title: { en: 'See which variables the container is given', zh: '查看容器得到了哪些变量' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config', ...(service === undefined ? [] : [service])])],
    },
    {
      id: 'give-the-url',
      title: { en: 'Give it the URL, with the service name as the host', zh: '给出 URL，主机名用服务名' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Service db, database shop as an example.', zh: '以服务 db、数据库 shop 为例。' },
          {
            after:
              'environment:\n  SPRING_DATASOURCE_URL: jdbc:postgresql://db:5432/shop\n  SPRING_PROFILES_ACTIVE: prod',
          },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'spring-projects/spring-boot',
      symbol: 'DataSourceBeanCreationFailureAnalyzer',
    },
    { repo: 'spring-projects/spring-boot', symbol: 'DatabaseDriver.fromJdbcUrl' },
  ],
});

export default springDatasourceMissing;

export const examples: ExamplesOf<typeof springDatasourceMissing> = [
  {
    name: 'no URL',
    log: `shop-1  | APPLICATION FAILED TO START
shop-1  | 
shop-1  | Description:
shop-1  | 
shop-1  | Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.
shop-1  | 
shop-1  | Reason: Failed to determine a suitable driver class
shop-1 exited with code 1
`,
    matches: { wrong: '', service: 'shop' },
  },
  {
    name: 'the URL of another library',
    log: `shop-1  | Caused by: java.lang.IllegalArgumentException: URL must start with 'jdbc'
shop-1 exited with code 1
`,
    matches: { service: 'shop' },
  },
  {
    name: 'another property is missing',
    log: `shop-1  | java.lang.IllegalArgumentException: Could not resolve placeholder 'SHOP_TOKEN' in value "\${SHOP_TOKEN}"
shop-1 exited with code 1
`,
    matches: false,
    is: 'missing-runtime-env',
  },
];

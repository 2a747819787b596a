import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const javaPkix = condition({
  id: 'java-pkix',
  stage: 'jvm',
  title: { en: 'The JVM does not trust the certificate of the server', zh: 'JVM 不信任服务器的证书' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['PKIX path building failed', 'unable to find valid certification path to requested target'],
      strength: 'states',
    },
    { on: ['output', 'error'], says: 'the trustAnchors parameter must be non-empty', strength: 'states' },
    { on: ['output', 'error'], says: 'PKIX path validation failed' },
  ],

  headline: () => ({
    en: "The trust store of the JVM lacks the authority that signed the server's certificate",
    zh: 'JVM 的信任库里没有签发该服务器证书的机构',
  }),
  why: {
    en: `The JVM keeps its own trust store. A company proxy that opens TLS, or a private repository, presents a certificate of an authority that is not in it;
      a very old JDK lacks newer public authorities. Adding the authority to the operating system alone is not enough for Java.`,
    zh: `JVM 有自己的信任库。解开 TLS 的公司代理或私有仓库使用的证书机构不在其中；很旧的 JDK 也缺少较新的公共机构。
      只把机构加进操作系统，对 Java 是不够的。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-issuer',
      title: { en: 'See who issued the certificate', zh: '查看证书由谁签发' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'run',
          '--rm',
          'eclipse-temurin:21',
          'keytool',
          '-printcert',
          '-sslserver',
          'repo.maven.apache.org:443',
        ]),
      ],
    },
    {
      id: 'import-ca',
      title: { en: 'Import the authority into the JVM of the image', zh: '把该机构导入镜像中的 JVM' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The certificate of your authority, exported as PEM.', zh: '你们机构的证书，导出为 PEM。' },
          {
            after:
              'COPY corp-ca.crt /tmp/corp-ca.crt\nRUN keytool -importcert -noprompt -cacerts -storepass changeit -alias corp -file /tmp/corp-ca.crt',
          },
        ),
      ],
    },
    {
      id: 'newer-jdk',
      title: { en: 'With an old JDK, use a current one', zh: 'JDK 太旧时换用新版' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Current images carry current authorities.', zh: '新镜像带有最新的机构证书。' },
          { after: 'FROM eclipse-temurin:21' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'openjdk/jdk', path: 'src/java.base/share/classes/sun/security/validator/PKIXValidator.java' }],
});

export default javaPkix;

export const examples: ExamplesOf<typeof javaPkix> = [
  {
    name: 'Maven behind a company proxy',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] Plugin org.apache.maven.plugins:maven-clean-plugin:3.2.0 or one of its dependencies could not be resolved: Could not transfer artifact org.apache.maven.plugins:maven-clean-plugin:pom:3.2.0 from/to central (https://repo.maven.example/maven2): PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the server refuses the login',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] Could not transfer artifact com.acme:bom:pom:1.0 from/to acme (https://nexus.corp.example/repo): status code: 401, reason phrase: Unauthorized (401)
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'maven-resolve-failed',
  },
];

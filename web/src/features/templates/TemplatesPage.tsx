import { Box, Grid, Heading, Skeleton, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { EmailTemplate } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Choose } from '../../ui/Choose.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { templatesQuery } from './queries.ts'

const route = getRouteApi('/_app/templates')

const kinds = t('deliveries.templates.kinds', { returnObjects: true })
const words = t('deliveries.templates', { returnObjects: true })

const PlainText = ({ text }: Pick<EmailTemplate, 'text'>) => (
  <Box
    as="pre"
    tabIndex={0}
    fontFamily="mono"
    textStyle="sm"
    whiteSpace="pre-wrap"
    overflowWrap="anywhere"
    bg="bg.subtle"
    borderWidth="1px"
    borderRadius="l2"
    p="4"
  >
    {text}
  </Box>
)

/** The page in a frame that may do nothing: it is shown as a mail program would, scripts and links included. */
const Shown = ({ subject, html }: Pick<EmailTemplate, 'subject' | 'html'>) => (
  <Box asChild width="full" height="lg" bg="white" borderWidth="1px" borderRadius="l2">
    <iframe sandbox="" srcDoc={html} title={t('deliveries.templates.frame', { subject })} />
  </Box>
)

const Preview = ({ template: { subject, text, html } }: { template: EmailTemplate }) => (
  <Stack gap="5">
    <Panel>
      <Text textStyle="xs" color="fg.muted">
        {words.subject}
      </Text>
      <Heading as="h2" size="lg" fontFamily="body">
        {subject}
      </Heading>
    </Panel>
    <Grid templateColumns={{ base: 'minmax(0, 1fr)', xl: '1fr 1fr' }} gap="5">
      <Box as="section" minW="0">
        <Heading as="h3" size="sm" fontFamily="body" mb="2">
          {words.html}
        </Heading>
        <Shown subject={subject} html={html} />
      </Box>
      <Box as="section" minW="0">
        <Heading as="h3" size="sm" fontFamily="body" mb="2">
          {words.text}
        </Heading>
        <PlainText text={text} />
      </Box>
    </Grid>
  </Stack>
)

/** What each kind of message says by e-mail. */
export function TemplatesPage() {
  const { kind } = route.useSearch()
  const navigate = route.useNavigate()
  const templates = useQuery(templatesQuery)
  const items = templates.data?.items ?? []
  const shown = items.find((template) => template.kind === kind) ?? items[0]
  const options = items.map(({ kind: value }) => ({ value, label: kinds[value] }))
  return (
    <>
      <PageHeader eyebrow={<TextLink to="/deliveries">{t('deliveries.story.back')}</TextLink>} title={words.title} />
      <Text maxW="70ch" mb="5">
        {words.intro}
      </Text>
      {templates.isPending && <Skeleton height="64" />}
      {templates.isError && <FailureNotice failure={templates.error} onRetry={() => void templates.refetch()} />}
      {shown && (
        <Stack gap="5">
          <Choose
            label={words.which}
            value={shown.kind}
            options={options}
            onChoose={(value) => value && void navigate({ search: { kind: value }, replace: true })}
          />
          <Preview template={shown} />
        </Stack>
      )}
    </>
  )
}

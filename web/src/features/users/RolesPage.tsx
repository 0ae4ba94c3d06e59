import { Button, Flex, Stack, Text } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { type Action, may, permissions, roles } from '@wardline/kit/permissions'
import { t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Section } from '../../ui/Section.tsx'
import { roleLabels } from '../auth/roles.ts'

const route = getRouteApi('/_app/users/roles')

const words = t('users.permissions', { returnObjects: true })
const sentences: Record<Action, string> = words.actions
const actions = Object.keys(permissions) as Action[]

const what: Column<Action> = { header: words.what, cell: (action) => sentences[action] }

/** What somebody may do by their role, read off the table that gateway and services go by. */
export function RolesPage() {
  const { role = 'receptionist' } = route.useSearch()
  const navigate = route.useNavigate()
  const whose: Column<Action> = {
    header: words.whose,
    aside: true,
    cell: (action) => {
      const relation = may(role, action)
      return relation && words.relations[relation]
    },
  }
  const granted = actions.filter((action) => may(role, action))
  const refused = actions.filter((action) => !may(role, action))
  return (
    <>
      <PageHeader eyebrow={<TextLink to="/users">{words.back}</TextLink>} title={words.title} />
      <Flex as="fieldset" gap="1" wrap="wrap" mb="5" aria-label={words.which}>
        {roles.map((each) => (
          <Button
            key={each}
            size="sm"
            variant={each === role ? 'solid' : 'ghost'}
            aria-pressed={each === role}
            onClick={() => void navigate({ search: { role: each }, replace: true })}
          >
            {roleLabels[each]}
          </Button>
        ))}
      </Flex>
      <Stack gap="7">
        <Section id="may" title={t('users.permissions.can', { role: roleLabels[role] })}>
          <DataTable
            label={t('users.permissions.can', { role: roleLabels[role] })}
            items={granted}
            columns={[what, whose]}
            rowKey={(action) => action}
            empty={null}
          />
          {granted.some((action) => may(role, action) === 'theirs') && (
            <Text textStyle="sm" color="fg.muted" mt="2">
              {words.theirsHint}
            </Text>
          )}
        </Section>
        {refused.length > 0 && (
          <Section id="may-not" title={t('users.permissions.cannot', { role: roleLabels[role] })}>
            <DataTable
              label={t('users.permissions.cannot', { role: roleLabels[role] })}
              items={refused}
              columns={[what]}
              rowKey={(action) => action}
              empty={null}
            />
          </Section>
        )}
      </Stack>
    </>
  )
}

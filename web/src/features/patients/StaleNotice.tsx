import { Alert, Box, Button, Flex, Table, Text } from '@chakra-ui/react'
import { UsersRound } from 'lucide-react'
import type { RefObject } from 'react'
import { t } from '../../language/inside.ts'
import { dayInShort } from '../../time/zone.ts'
import { type Details, type Field, overlap } from './edit-values.ts'
import { allergyInWords, contactInWords, sexLabels } from './words.ts'

const names: Record<Field, string> = {
  givenName: t('patients.form.givenName'),
  familyName: t('patients.form.familyName'),
  birthDate: t('patients.form.birthDate'),
  sex: t('patients.form.sex'),
  bloodType: t('patients.form.bloodType'),
  phone: t('patients.form.phone'),
  email: t('patients.form.email'),
  address: t('patients.form.address'),
  emergencyContact: t('patients.form.emergency'),
  allergies: t('patients.allergies.label'),
}

/** A field as people read it. */
function inWords(details: Details, field: Field): string {
  const { emergencyContact: contact, allergies, birthDate, sex } = details
  if (field === 'emergencyContact' && contact) return `${contactInWords(contact)}, ${contact.phone}`
  if (field === 'allergies' && allergies.length) return allergies.map(allergyInWords).join('; ')
  if (field === 'birthDate') return dayInShort(birthDate)
  if (field === 'sex') return sexLabels[sex]
  const value = details[field]
  return typeof value === 'string' && value ? value : t('patients.stale.empty')
}

interface StaleNoticeProps {
  base: Details
  mine: Details
  theirs: Details
  notice: RefObject<HTMLDivElement | null>
  onSettle: (keep: 'mine' | 'theirs') => void
}

/** Somebody else has saved: what both changed, side by side, and which of the two goes on. */
export function StaleNotice({ base, mine, theirs, notice, onSettle }: StaleNoticeProps) {
  const disputed = overlap(base, mine, theirs)
  return (
    <Alert.Root status="warning" alignItems="start" ref={notice} tabIndex={-1}>
      <Alert.Indicator>
        <UsersRound aria-hidden />
      </Alert.Indicator>
      <Alert.Content gap="3">
        <Alert.Title>{t('patients.stale.title')}</Alert.Title>
        <Text textStyle="sm">{disputed.length ? t('patients.stale.overlap') : t('patients.stale.clear')}</Text>
        {disputed.length > 0 && (
          <Box maxW="full" overflowX="auto">
            <Table.Root size="sm" css={{ '& tr, & th': { bg: 'transparent' } }}>
              <Table.Header>
                <Table.Row>
                  <Table.ColumnHeader>{t('patients.stale.field')}</Table.ColumnHeader>
                  <Table.ColumnHeader>{t('patients.stale.theirs')}</Table.ColumnHeader>
                  <Table.ColumnHeader>{t('patients.stale.yours')}</Table.ColumnHeader>
                </Table.Row>
              </Table.Header>
              <Table.Body>
                {disputed.map((field) => (
                  <Table.Row key={field}>
                    <Table.ColumnHeader scope="row">{names[field]}</Table.ColumnHeader>
                    <Table.Cell>{inWords(theirs, field)}</Table.Cell>
                    <Table.Cell>{inWords(mine, field)}</Table.Cell>
                  </Table.Row>
                ))}
              </Table.Body>
            </Table.Root>
          </Box>
        )}
        <Flex gap="2" wrap="wrap" align="center">
          {disputed.length > 0 && (
            <Button size="sm" variant="outline" onClick={() => onSettle('theirs')}>
              {t('patients.stale.takeTheirs')}
            </Button>
          )}
          <Button size="sm" onClick={() => onSettle('mine')}>
            {disputed.length ? t('patients.stale.keepMine') : t('patients.stale.goOn')}
          </Button>
          <Text textStyle="sm">{t('patients.stale.hint')}</Text>
        </Flex>
      </Alert.Content>
    </Alert.Root>
  )
}

import { Box, Button, Flex, Heading, Skeleton, Text } from '@chakra-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FormProvider, useForm } from 'react-hook-form'
import type { User } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { RecordPicker } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { doctorOfQuery, linkDoctor, searchDoctors } from './queries.ts'

interface DoctorLinkProps {
  user: User
}

/** Which doctor a login is for. It takes effect at once: it is the doctor's record that changes, not the account. */
export function DoctorLink({ user }: DoctorLinkProps) {
  const queryClient = useQueryClient()
  const picker = useForm({ defaultValues: { doctor: '' } })
  const doctor = useQuery(doctorOfQuery(user.id))
  const link = useMutation({
    mutationFn: ({ doctorId, userId }: { doctorId: string; userId: string | null }) => linkDoctor(doctorId, userId),
    onSuccess: ({ name }, { userId }) =>
      toaster.create({
        type: 'success',
        title: userId ? t('users.change.doctorLinked', { name }) : t('users.change.unlinked'),
        description: user.name,
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['doctors'] }),
  })
  return (
    <Box as="section" aria-labelledby="doctor-record" borderTopWidth="1px" pt="5">
      <Heading as="h3" size="sm" fontFamily="body" id="doctor-record" mb="2">
        {t('users.change.doctor')}
      </Heading>
      {doctor.isPending && <Skeleton height="10" />}
      {doctor.isError && <FailureNotice failure={doctor.error} onRetry={() => void doctor.refetch()} />}
      {doctor.data && (
        <Flex justify="space-between" align="center" gap="3" wrap="wrap">
          <Text>{t('users.change.doctorLinked', { name: doctor.data.name })}</Text>
          <Button
            size="xs"
            variant="outline"
            loading={link.isPending}
            onClick={() => doctor.data && link.mutate({ doctorId: doctor.data.id, userId: null })}
          >
            {t('users.change.unlink')}
          </Button>
        </Flex>
      )}
      {doctor.data === null && (
        <>
          <Text textStyle="sm" mb="3">
            {t('users.change.doctorNone')}
          </Text>
          <FormProvider {...picker}>
            <RecordPicker
              name="doctor"
              label={t('users.change.doctor')}
              hint={t('users.change.doctorHint')}
              placeholder={t('users.change.doctorPlaceholder')}
              search={searchDoctors}
              onChoose={(choice) => choice && link.mutate({ doctorId: choice.id, userId: user.id })}
            />
          </FormProvider>
        </>
      )}
      {link.isError && <FailureNotice failure={link.error} />}
    </Box>
  )
}
